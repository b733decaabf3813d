package org.cellssync.ui.internal.tasks;

import org.cellssync.api.session.TaskStatus;
import org.cellssync.api.session.TaskView;
import org.cellssync.ui.internal.Icons;
import org.cellssync.ui.internal.Messages;
import org.cellssync.ui.internal.Tables;
import org.cellssync.ui.internal.Texts;
import org.cellssync.ui.internal.model.SessionsModel;
import org.cellssync.ui.internal.model.WindowModel;
import org.eclipse.core.databinding.observable.list.IListChangeListener;
import org.eclipse.core.databinding.observable.value.IValueChangeListener;
import org.eclipse.jface.action.IStatusLineManager;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.databinding.viewers.ObservableListContentProvider;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.jface.viewers.TableViewer;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.ui.part.ViewPart;

/** All tasks: their two ends, what they do, how far they are and when both ends were last the same. */
public final class TasksView extends ViewPart {

	private TableViewer viewer;
	private SessionsModel model;
	private Composite stack;
	private Composite table;
	private Composite empty;
	private TaskActions actions;

	@Override
	public void createPartControl(Composite parent) {
		model = WindowModel.sessions(parent.getDisplay());
		stack = new Composite(parent, SWT.NONE);
		stack.setLayout(new StackLayout());
		table = new Composite(stack, SWT.NONE);
		empty = new Composite(stack, SWT.NONE);
		empty.setLayout(new FillLayout());
		Label hint = new Label(empty, SWT.WRAP | SWT.CENTER);
		hint.setText("\n" + Messages.Tasks_none);
		viewer = new Tables<>(table, TaskView.class)
				.column(Messages.Tasks_name, 15, view -> view.spec().name(), view -> Icons.of(view.status()))
				.column(Messages.Tasks_ends, 35, TasksView::ends).column(Messages.Tasks_state, 25, Texts::state)
				.column(Messages.Tasks_progress, 15, Texts::progress)
				.column(Messages.Tasks_lastSuccess, 15, view -> view.lastSuccess().map(Texts::time).orElse(Messages.Tasks_never))
				.viewer();
		viewer.setContentProvider(new ObservableListContentProvider<TaskView>());
		viewer.setInput(model.tasks());
		actions = new TaskActions(getSite(), model);
		actions.fill(getViewSite().getActionBars().getToolBarManager());
		MenuManager menu = new MenuManager();
		menu.setRemoveAllWhenShown(true);
		menu.addMenuListener(actions::fillMenu);
		viewer.getControl().setMenu(menu.createContextMenu(viewer.getControl()));
		getSite().registerContextMenu(menu, viewer);
		getSite().setSelectionProvider(viewer);
		viewer.addSelectionChangedListener(event -> select(event.getStructuredSelection()));
		viewer.addDoubleClickListener(event -> actions.openFolder());
		IListChangeListener<TaskView> changed = event -> refresh();
		model.tasks().addListChangeListener(changed);
		IValueChangeListener<TaskView> chosen = event -> refresh();
		model.selected().addValueChangeListener(chosen);
		parent.addDisposeListener(event -> {
			model.tasks().removeListChangeListener(changed);
			model.selected().removeValueChangeListener(chosen);
		});
		refresh();
	}

	private static String ends(TaskView view) {
		return view.spec().left().text() + "  \u2194  " + view.spec().right().text();
	}

	private void select(IStructuredSelection selection) {
		if (selection.getFirstElement() instanceof TaskView chosen) {
			model.selected().setValue(chosen);
		}
		actions.refresh();
	}

	private void refresh() {
		((StackLayout) stack.getLayout()).topControl = model.tasks().isEmpty() ? empty : table;
		stack.layout();
		if (viewer.getStructuredSelection().isEmpty() && model.selected().getValue() != null) {
			viewer.setSelection(new StructuredSelection(model.selected().getValue()));
		}
		IStatusLineManager status = getViewSite().getActionBars().getStatusLineManager();
		long inSync = model.tasks().stream().filter(view -> view.status() instanceof TaskStatus.InSync).count();
		status.setMessage(NLS.bind(Messages.Status_summary, model.tasks().size(), inSync));
		actions.refresh();
	}

	@Override
	public void setFocus() {
		viewer.getControl().setFocus();
	}
}
