package org.cellssync.ui.internal.conflicts;

import java.util.ArrayList;
import java.util.List;

import org.cellssync.api.session.Choice;
import org.cellssync.api.session.OpenConflict;
import org.cellssync.api.session.TaskView;
import org.cellssync.ui.internal.Icons;
import org.cellssync.ui.internal.Messages;
import org.cellssync.ui.internal.Services;
import org.cellssync.ui.internal.Tables;
import org.cellssync.ui.internal.Texts;
import org.cellssync.ui.internal.Work;
import org.cellssync.ui.internal.model.SessionsModel;
import org.cellssync.ui.internal.model.WindowModel;
import org.eclipse.core.databinding.observable.list.IListChangeListener;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.ActionContributionItem;
import org.eclipse.jface.action.IContributionManager;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.viewers.ArrayContentProvider;
import org.eclipse.jface.viewers.TableViewer;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.part.ViewPart;

/** Items changed on both sides, each waiting for a person's choice; both versions stay where they are until then. */
public final class ConflictsView extends ViewPart {

	private TableViewer viewer;
	private SessionsModel model;
	private final List<Action> actions = new ArrayList<>();

	/** One line of the table. */
	record Row(TaskView task, OpenConflict conflict) {
	}

	@Override
	public void createPartControl(Composite parent) {
		model = WindowModel.sessions(parent.getDisplay());
		viewer = new Tables<>(new Composite(parent, 0), Row.class)
				.column(Messages.Conflicts_path, 40, row -> row.conflict.path().value(), row -> Icons.CONFLICT)
				.column(Messages.Conflicts_here, 22, row -> Texts.version(row.conflict.local()))
				.column(Messages.Conflicts_there, 22, row -> Texts.version(row.conflict.remote()))
				.column(Messages.Conflicts_task, 12, row -> row.task.spec().name()).viewer();
		viewer.setContentProvider(ArrayContentProvider.getInstance());
		viewer.addDoubleClickListener(event -> compare());
		viewer.addSelectionChangedListener(event -> enable());
		add(Messages.Conflicts_open, this::compare);
		add(Messages.Choice_local, () -> resolve(Choice.LOCAL));
		add(Messages.Choice_server, () -> resolve(Choice.SERVER));
		add(Messages.Choice_both, () -> resolve(Choice.BOTH));
		add(Messages.Choice_newest, () -> resolve(Choice.NEWEST));
		fill(getViewSite().getActionBars().getToolBarManager());
		MenuManager menu = new MenuManager();
		fill(menu);
		viewer.getControl().setMenu(menu.createContextMenu(viewer.getControl()));
		getSite().registerContextMenu(menu, viewer);
		getSite().setSelectionProvider(viewer);
		IListChangeListener<TaskView> changed = event -> show();
		model.tasks().addListChangeListener(changed);
		parent.addDisposeListener(event -> model.tasks().removeListChangeListener(changed));
		show();
	}

	private void add(String text, Runnable run) {
		Action action = new Action(text) {
			@Override
			public void run() {
				run.run();
			}
		};
		action.setToolTipText(text);
		actions.add(action);
	}

	private void fill(IContributionManager manager) {
		for (Action action : actions) {
			ActionContributionItem item = new ActionContributionItem(action);
			item.setMode(ActionContributionItem.MODE_FORCE_TEXT);
			manager.add(item);
		}
	}

	private void show() {
		List<Row> rows = new ArrayList<>();
		for (TaskView view : model.tasks()) {
			view.conflicts().forEach(each -> rows.add(new Row(view, each)));
		}
		if (!conflicts(rows).equals(viewer.getInput() instanceof List<?> old ? conflicts(old) : null)) {
			viewer.setInput(rows);
		}
		setContentDescription(rows.isEmpty() ? "" : Integer.toString(rows.size()));
		enable();
	}

	/** The view of a task changes all the time; the table only when a conflict does. */
	private static List<OpenConflict> conflicts(List<?> rows) {
		return rows.stream().map(each -> ((Row) each).conflict).toList();
	}

	private void enable() {
		boolean any = !viewer.getStructuredSelection().isEmpty();
		actions.forEach(action -> action.setEnabled(any));
	}

	private List<Row> chosen() {
		return viewer.getStructuredSelection().toList().stream().map(Row.class::cast).toList();
	}

	private void compare() {
		chosen().stream().findFirst().ifPresent(row -> new ConflictDialog(getSite().getShell(), row.task, row.conflict).open());
	}

	private void resolve(Choice choice) {
		List<Row> rows = chosen();
		Work.start(viewer.getControl().getDisplay(), Messages.Conflicts_open, cancel -> {
			for (Row row : rows) {
				Services.get().sessions().resolve(row.task.spec().id(), row.conflict.path(), choice);
			}
			return rows;
		}, done -> model.publish());
	}

	@Override
	public void setFocus() {
		viewer.getControl().setFocus();
	}
}
