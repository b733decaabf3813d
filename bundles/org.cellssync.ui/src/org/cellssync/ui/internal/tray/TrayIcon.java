package org.cellssync.ui.internal.tray;

import java.util.Comparator;
import java.util.Optional;

import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.session.SyncSessions;
import org.cellssync.api.session.TaskStatus;
import org.cellssync.api.session.TaskView;
import org.cellssync.ui.internal.Icons;
import org.cellssync.ui.internal.Messages;
import org.cellssync.ui.internal.Services;
import org.cellssync.ui.internal.Texts;
import org.cellssync.ui.internal.Work;
import org.cellssync.ui.internal.model.SessionsModel;
import org.cellssync.ui.internal.model.WindowModel;
import org.eclipse.core.databinding.observable.list.IListChangeListener;
import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Tray;
import org.eclipse.swt.widgets.TrayItem;

/** The icon in the system's tray, where there is a tray: how tasks stand, and a menu. Display thread. */
public final class TrayIcon {

	private final LocalResourceManager images = new LocalResourceManager(JFaceResources.getResources());
	private final SessionsModel model;
	private final IListChangeListener<TaskView> changed = event -> refresh();
	private final Optional<TrayItem> item;
	private final Shell owner;
	private final Menu menu;
	private final Runnable open;
	private final Runnable quit;

	private TrayIcon(Display display, Optional<TrayItem> item, Runnable open, Runnable quit) {
		this.item = item;
		this.open = open;
		this.quit = quit;
		this.model = WindowModel.sessions(display);
		this.owner = new Shell(display);
		this.menu = new Menu(owner, SWT.POP_UP);
		item.ifPresent(icon -> {
			icon.addListener(SWT.Selection, event -> open.run());
			icon.addListener(SWT.MenuDetect, event -> {
				fill();
				menu.setVisible(true);
			});
			model.tasks().addListChangeListener(changed);
			refresh();
		});
	}

	/** Puts the icon into the tray, where the system has one that shows it. */
	public static TrayIcon create(Display display, Runnable open, Runnable quit) {
		Tray tray = display.getSystemTray();
		return new TrayIcon(display, tray == null || !TrayHost.isThere() ? Optional.empty()
				: Optional.of(new TrayItem(tray, SWT.NONE)), open, quit);
	}

	/** Made anew each time it is opened: how each task stands, then what can be done. */
	private void fill() {
		for (MenuItem old : menu.getItems()) {
			old.dispose();
		}
		for (TaskView view : model.tasks()) {
			MenuItem state = add(NLS.bind(Messages.Tray_task, view.spec().name(), Texts.state(view)), open);
			state.setImage(images.get(Icons.of(view)));
		}
		if (!model.tasks().isEmpty()) {
			new MenuItem(menu, SWT.SEPARATOR);
		}
		add(Messages.Tray_open, open);
		add(Messages.Tray_pauseAll,
				() -> forAll(Messages.Tray_pauseAll, (sessions, id) -> sessions.pause(id, Optional.empty())))
				.setEnabled(model.tasks().stream().anyMatch(view -> !isPaused(view)));
		add(Messages.Tray_resumeAll, () -> forAll(Messages.Tray_resumeAll, SyncSessions::resume))
				.setEnabled(model.tasks().stream().anyMatch(TrayIcon::isPaused));
		new MenuItem(menu, SWT.SEPARATOR);
		add(Messages.Tray_quit, quit);
	}

	private static boolean isPaused(TaskView view) {
		return view.status() instanceof TaskStatus.Paused;
	}

	private MenuItem add(String text, Runnable run) {
		MenuItem entry = new MenuItem(menu, SWT.PUSH);
		entry.setText(text.replace("&", "&&"));
		entry.addListener(SWT.Selection, event -> run.run());
		return entry;
	}

	/** Something done with each task. */
	@FunctionalInterface
	private interface TaskCall {
		void run(SyncSessions sessions, String taskId) throws EndpointException;
	}

	private void forAll(String name, TaskCall call) {
		Work.start(owner.getDisplay(), name, cancel -> {
			SyncSessions sessions = Services.get().sessions();
			for (TaskView view : sessions.views()) {
				call.run(sessions, view.spec().id());
			}
			return name;
		}, done -> model.publish());
	}

	/** Returns whether a person can bring the window back from the tray. */
	public boolean isUsable() {
		return item.isPresent();
	}

	private void refresh() {
		TaskView worst = model.tasks().stream().max(Comparator.comparingInt(TrayIcon::urgency)).orElse(null);
		ImageDescriptor icon = worst == null ? Icons.PRODUCT : Icons.of(worst);
		item.ifPresent(shown -> {
			shown.setImage(images.get(icon));
			shown.setToolTipText(worst == null ? Messages.Window_title
					: NLS.bind(Messages.Tray_tooltip, worst.spec().name(), Texts.state(worst)));
		});
	}

	private static int urgency(TaskView view) {
		return switch (view.status()) {
			case TaskStatus.Halted halted -> 6;
			case TaskStatus.SignedOut signedOut -> 5;
			case TaskStatus.Waiting waiting -> 4;
			case TaskStatus.Working working -> 3;
			case TaskStatus.InSync inSync -> view.conflicts().isEmpty() && view.problems().isEmpty() ? 1 : 2;
			case TaskStatus.Scheduled scheduled -> view.conflicts().isEmpty() && view.problems().isEmpty() ? 1 : 2;
			case TaskStatus.Paused paused -> 0;
		};
	}

	/** Takes the icon out of the tray. */
	public void dispose() {
		if (item.isPresent() && !model.tasks().isDisposed()) {
			model.tasks().removeListChangeListener(changed);
		}
		item.ifPresent(TrayItem::dispose);
		menu.dispose();
		owner.dispose();
		images.dispose();
	}
}
