package org.cellssync.ui.internal.tasks;

import org.cellssync.api.session.TaskView;
import org.cellssync.ui.internal.Commands;
import org.cellssync.ui.internal.Icons;
import org.cellssync.ui.internal.Messages;
import org.cellssync.ui.internal.Tables;
import org.cellssync.ui.internal.Texts;
import org.cellssync.ui.internal.model.SessionsModel;
import org.cellssync.ui.internal.model.WindowModel;
import org.eclipse.core.databinding.observable.list.IListChangeListener;
import org.eclipse.core.databinding.observable.value.IValueChangeListener;
import org.eclipse.jface.databinding.viewers.ObservableListContentProvider;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.jface.viewers.TableViewer;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.widgets.Button;
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

	@Override
	public void createPartControl(Composite parent) {
		model = WindowModel.sessions(parent.getDisplay());
		stack = new Composite(parent, SWT.NONE);
		stack.setLayout(new StackLayout());
		empty = nothingYet();
		table = new Composite(stack, SWT.NONE);
		viewer = new Tables<>(table, TaskView.class)
				.column(Messages.Tasks_name, 14, view -> view.spec().name(), Icons::of)
				.paths(Messages.Tasks_here, 30, view -> Texts.end(view.spec().left()))
				.fixed(Messages.Tasks_direction, Texts.modes(), view -> Texts.mode(view.spec().options().mode()))
				.paths(Messages.Tasks_there, 34, view -> Texts.end(view.spec().right()))
				.column(Messages.Tasks_state, 30, Texts::stateAndProgress)
				.fixed(Messages.Tasks_lastSuccess, Texts.times(),
						view -> view.lastSuccess().map(Texts::time).orElse(Messages.Tasks_never))
				.viewer();
		viewer.setContentProvider(new ObservableListContentProvider<TaskView>());
		viewer.setInput(model.tasks());
		Tables.menu(viewer, getSite());
		viewer.getTable().addListener(SWT.Selection, event -> choose());
		viewer.addDoubleClickListener(event -> Commands.run(getSite(), Commands.OPEN_FOLDER));
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

	private Composite nothingYet() {
		Composite area = new Composite(stack, SWT.NONE);
		GridLayoutFactory.swtDefaults().margins(20, 20).spacing(0, 12).applyTo(area);
		Label hint = new Label(area, SWT.WRAP | SWT.CENTER);
		hint.setText(Messages.Tasks_none);
		GridDataFactory.fillDefaults().grab(true, false).applyTo(hint);
		Button add = new Button(area, SWT.PUSH);
		add.setText(Messages.Tasks_add);
		add.addListener(SWT.Selection, event -> Commands.run(getSite(), Commands.ADD_TASK));
		GridDataFactory.swtDefaults().align(SWT.CENTER, SWT.CENTER).applyTo(add);
		return area;
	}

	/** A person chose; that a row is replaced by a newer view of the same task is no choice. */
	private void choose() {
		if (viewer.getStructuredSelection().getFirstElement() instanceof TaskView chosen) {
			model.selected().setValue(chosen);
		}
	}

	private void refresh() {
		((StackLayout) stack.getLayout()).topControl = model.tasks().isEmpty() ? empty : table;
		stack.layout();
		TaskView chosen = model.selected().getValue();
		if (chosen != null && !viewer.getStructuredSelection().toList().contains(chosen)) {
			viewer.setSelection(new StructuredSelection(chosen));
		}
	}

	@Override
	public void setFocus() {
		stack.setFocus();
	}
}
