package org.cellssync.ui.internal.tasks;

import java.util.Optional;
import java.util.function.Predicate;

import org.cellssync.api.account.Account;
import org.cellssync.api.session.TaskStatus;
import org.cellssync.api.session.TaskView;
import org.cellssync.ui.internal.Icons;
import org.cellssync.ui.internal.Messages;
import org.cellssync.ui.internal.Services;
import org.cellssync.ui.internal.Work;
import org.cellssync.ui.internal.model.SessionsModel;
import org.cellssync.ui.internal.wizard.FirstTask;
import org.cellssync.ui.internal.wizard.SignInDialog;
import org.eclipse.jface.action.ActionContributionItem;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.IMenuManager;
import org.eclipse.jface.action.IToolBarManager;
import org.eclipse.jface.action.Separator;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.program.Program;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IWorkbenchActionConstants;
import org.eclipse.ui.IWorkbenchPartSite;

/** What can be done with the chosen task. Display thread; what waits runs in jobs. */
final class TaskActions {

	private final IWorkbenchPartSite site;
	private final SessionsModel model;
	private final Action add = action(Messages.Tasks_add, Icons.ADD, () -> FirstTask.open(shell()));
	private final Action sync = action(Messages.Tasks_syncNow, Icons.SYNC, this::syncNow);
	private final Action pause = action(Messages.Tasks_pause, Icons.PAUSED, this::pause);
	private final Action resume = action(Messages.Tasks_resume, Icons.WORKING, this::resume);
	private final Action open = action(Messages.Tasks_openFolder, null, this::openFolder);
	private final Action remove = action(Messages.Tasks_remove, null, this::remove);
	private final Action decide = action(Messages.Tasks_decide, Icons.PROBLEM, this::decide);
	private final Action signIn = action(Messages.Tasks_signIn, Icons.PROBLEM, this::signIn);

	TaskActions(IWorkbenchPartSite site, SessionsModel model) {
		this.site = site;
		this.model = model;
	}

	private static Action action(String text, ImageDescriptor icon, Runnable run) {
		Action action = new Action(text, icon) {
			@Override
			public void run() {
				run.run();
			}
		};
		action.setToolTipText(text);
		return action;
	}

	private Shell shell() {
		return site.getShell();
	}

	private Display display() {
		return shell().getDisplay();
	}

	private Optional<TaskView> chosen() {
		return Optional.ofNullable(model.selected().getValue());
	}

	void fill(IToolBarManager bar) {
		for (Action each : new Action[] { add, sync, pause, resume, decide, signIn }) {
			ActionContributionItem item = new ActionContributionItem(each);
			item.setMode(ActionContributionItem.MODE_FORCE_TEXT);
			bar.add(item);
		}
		refresh();
	}

	void fillMenu(IMenuManager menu) {
		refresh();
		for (Action each : new Action[] { sync, pause, resume, open, decide, signIn }) {
			menu.add(each);
		}
		menu.add(new Separator(IWorkbenchActionConstants.MB_ADDITIONS));
		menu.add(remove);
	}

	void refresh() {
		sync.setEnabled(chosen().isPresent() && !is(TaskStatus.Paused.class::isInstance));
		pause.setEnabled(chosen().isPresent() && !is(TaskStatus.Paused.class::isInstance));
		resume.setEnabled(is(TaskStatus.Paused.class::isInstance));
		open.setEnabled(chosen().isPresent());
		remove.setEnabled(chosen().isPresent());
		decide.setEnabled(is(TaskStatus.Halted.class::isInstance));
		signIn.setEnabled(is(TaskStatus.SignedOut.class::isInstance));
	}

	private boolean is(Predicate<TaskStatus> wanted) {
		return chosen().filter(view -> wanted.test(view.status())).isPresent();
	}

	private void syncNow() {
		work(Messages.Tasks_syncNow, id -> Services.get().sessions().look(id));
	}

	private void pause() {
		work(Messages.Tasks_pause, id -> Services.get().sessions().pause(id, Optional.empty()));
	}

	private void resume() {
		work(Messages.Tasks_resume, id -> Services.get().sessions().resume(id));
	}

	void openFolder() {
		chosen().ifPresent(view -> Program.launch(view.spec().left().path()));
	}

	private void remove() {
		chosen().filter(view -> MessageDialog.openQuestion(shell(), Messages.Tasks_remove,
				NLS.bind(Messages.Tasks_removeQuestion, view.spec().name())))
				.ifPresent(view -> work(Messages.Tasks_remove, id -> Services.get().sessions().remove(id)));
	}

	private void decide() {
		chosen().ifPresent(view -> HaltQuestion.ask(shell(), view));
	}

	private void signIn() {
		chosen().flatMap(view -> Services.get().accounts().find(view.spec().right().account()))
				.ifPresent(account -> signIn(shell(), account));
	}

	private static void signIn(Shell shell, Account account) {
		new SignInDialog(shell, account).open();
	}

	/** Something done with the task of an id. */
	@FunctionalInterface
	private interface TaskCall {
		void run(String taskId) throws org.cellssync.api.endpoint.EndpointException;
	}

	private void work(String name, TaskCall call) {
		chosen().ifPresent(view -> Work.start(display(), name, cancel -> {
			call.run(view.spec().id());
			return view.spec().id();
		}, id -> model.publish()));
	}
}
