package org.cellssync.ui.internal.views;

import java.util.ArrayList;
import java.util.List;

import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.diagnostic.Severity;
import org.cellssync.api.session.TaskView;
import org.cellssync.ui.internal.Icons;
import org.cellssync.ui.internal.Messages;
import org.cellssync.ui.internal.Tables;
import org.cellssync.ui.internal.model.SessionsModel;
import org.cellssync.ui.internal.model.WindowModel;
import org.eclipse.core.databinding.observable.list.IListChangeListener;
import org.eclipse.jface.viewers.ArrayContentProvider;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.jface.viewers.TableViewer;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.part.ViewPart;

/** Every trouble of every task: what is wrong in the table, and of the chosen one what it means and what to do below it. */
public final class ProblemsView extends ViewPart {

	private static final int[] SHARES = { 60, 40 };

	private SessionsModel model;
	private TableViewer viewer;
	private Text explanation;

	@Override
	public void createPartControl(Composite parent) {
		model = WindowModel.sessions(parent.getDisplay());
		SashForm area = new SashForm(parent, SWT.VERTICAL);
		viewer = new Tables<>(new Composite(area, SWT.NONE), Trouble.class)
				.column(Messages.Problems_what, 60, row -> row.diagnostic().message(),
						row -> row.diagnostic().code().severity() == Severity.INFO ? Icons.INFORMATION : Icons.PROBLEM)
				.column(Messages.Problems_action, 50, row -> row.diagnostic().action())
				.column(Messages.Problems_task, 12, Trouble::task).viewer();
		viewer.setContentProvider(ArrayContentProvider.getInstance());
		viewer.addSelectionChangedListener(event -> explain());
		viewer.getTable().addListener(SWT.Selection, event -> chooseTask());
		Composite below = new Composite(area, SWT.NONE);
		below.setLayout(margins());
		explanation = new Text(below, SWT.MULTI | SWT.READ_ONLY | SWT.WRAP | SWT.V_SCROLL);
		area.setWeights(SHARES);
		Tables.menu(viewer, getSite());
		IListChangeListener<TaskView> changed = event -> show();
		model.tasks().addListChangeListener(changed);
		parent.addDisposeListener(event -> model.tasks().removeListChangeListener(changed));
		show();
	}

	private static FillLayout margins() {
		FillLayout layout = new FillLayout();
		layout.marginWidth = 6;
		layout.marginHeight = 6;
		return layout;
	}

	private void show() {
		List<Trouble> rows = new ArrayList<>();
		for (TaskView view : model.tasks()) {
			rows.addAll(Trouble.of(view));
		}
		Tables.show(viewer, rows);
		if (viewer.getStructuredSelection().isEmpty() && !rows.isEmpty()) {
			viewer.setSelection(new StructuredSelection(rows.getFirst()));
		}
		explain();
		setPartName(rows.isEmpty() ? Messages.Problems_name : NLS.bind(Messages.Problems_nameCount, rows.size()));
	}

	/** A person who chooses a problem chooses its task, which the commands are then about. */
	private void chooseTask() {
		if (viewer.getStructuredSelection().getFirstElement() instanceof Trouble row) {
			model.tasks().stream().filter(view -> view.spec().id().equals(row.taskId())).findFirst()
					.ifPresent(model.selected()::setValue);
		}
	}

	/** Tells more of the chosen problem. */
	private void explain() {
		if (viewer.getStructuredSelection().getFirstElement() instanceof Trouble row) {
			Diagnostic diagnostic = row.diagnostic();
			String text = NLS.bind(Messages.Problems_explained,
					new Object[] { diagnostic.message(), diagnostic.meaning(), diagnostic.action(),
							diagnostic.code().name() });
			if (!text.equals(explanation.getText())) {
				explanation.setText(text);
			}
		} else {
			explanation.setText(Messages.Problems_none);
		}
	}

	@Override
	public void setFocus() {
		viewer.getControl().setFocus();
	}
}
