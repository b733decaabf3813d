package org.cellssync.ui.internal.views;

import java.util.ArrayList;
import java.util.List;

import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.diagnostic.Severity;
import org.cellssync.api.session.TaskStatus;
import org.cellssync.api.session.TaskView;
import org.cellssync.ui.internal.Icons;
import org.cellssync.ui.internal.Messages;
import org.cellssync.ui.internal.Tables;
import org.cellssync.ui.internal.model.SessionsModel;
import org.cellssync.ui.internal.model.WindowModel;
import org.eclipse.core.databinding.observable.list.IListChangeListener;
import org.eclipse.jface.viewers.ArrayContentProvider;
import org.eclipse.jface.viewers.TableViewer;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.part.ViewPart;

/** Every trouble of every task: what is wrong, what it means, what to do. */
public final class ProblemsView extends ViewPart {

	private TableViewer viewer;

	/** One line of the table. */
	private record Row(String task, Diagnostic diagnostic) {
	}

	@Override
	public void createPartControl(Composite parent) {
		SessionsModel model = WindowModel.sessions(parent.getDisplay());
		viewer = new Tables<>(new Composite(parent, 0), Row.class)
				.column(Messages.Problems_what, 30, row -> row.diagnostic.message(),
						row -> row.diagnostic.code().severity() == Severity.INFO ? Icons.ACTIVITY : Icons.PROBLEM)
				.column(Messages.Problems_meaning, 30, row -> row.diagnostic.meaning())
				.column(Messages.Problems_action, 30, row -> row.diagnostic.action())
				.column(Messages.Problems_task, 12, Row::task)
				.column(Messages.Problems_code, 15, row -> row.diagnostic.code().name()).viewer();
		viewer.setContentProvider(ArrayContentProvider.getInstance());
		IListChangeListener<TaskView> changed = event -> show(model);
		model.tasks().addListChangeListener(changed);
		parent.addDisposeListener(event -> model.tasks().removeListChangeListener(changed));
		show(model);
	}

	private void show(SessionsModel model) {
		List<Row> rows = new ArrayList<>();
		for (TaskView view : model.tasks()) {
			String task = view.spec().name();
			switch (view.status()) {
				case TaskStatus.Waiting waiting -> rows.add(new Row(task, waiting.diagnostic()));
				case TaskStatus.Halted halted -> rows.add(new Row(task, halted.halt().diagnostic()));
				case TaskStatus.SignedOut signedOut -> rows.add(new Row(task, signedOut.diagnostic()));
				case TaskStatus.InSync inSync -> { }
				case TaskStatus.Working working -> { }
				case TaskStatus.Paused paused -> { }
			}
			view.problems().forEach(each -> rows.add(new Row(task, each)));
			view.held().forEach(each -> rows.add(new Row(task, each)));
		}
		if (!rows.equals(viewer.getInput())) {
			viewer.setInput(rows);
		}
	}

	@Override
	public void setFocus() {
		viewer.getControl().setFocus();
	}
}
