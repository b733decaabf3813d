package org.cellssync.sample.plugin;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

import org.cellssync.api.session.Progress;
import org.cellssync.api.session.TaskStatus;
import org.cellssync.api.session.TaskView;
import org.cellssync.api.util.Cancellation;
import org.eclipse.jface.layout.TableColumnLayout;
import org.eclipse.jface.viewers.ArrayContentProvider;
import org.eclipse.jface.viewers.ColumnLabelProvider;
import org.eclipse.jface.viewers.ColumnWeightData;
import org.eclipse.jface.viewers.TableViewer;
import org.eclipse.jface.viewers.TableViewerColumn;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.part.ViewPart;

/** Shows what each task is doing and how far it is, as it happens. */
public final class LiveTasksView extends ViewPart {

	private static final int NARROWEST = 60;

	private final AtomicBoolean pending = new AtomicBoolean();
	private Sessions sessions;
	private TableViewer viewer;
	private Display display;

	@Override
	public void createPartControl(Composite parent) {
		display = parent.getDisplay();
		Composite area = new Composite(parent, SWT.NONE);
		TableColumnLayout layout = new TableColumnLayout();
		area.setLayout(layout);
		viewer = new TableViewer(area, SWT.FULL_SELECTION | SWT.V_SCROLL);
		viewer.getTable().setHeaderVisible(true);
		viewer.setContentProvider(ArrayContentProvider.getInstance());
		column(layout, Messages.Tasks_name, 25, view -> view.spec().name());
		column(layout, Messages.Tasks_state, 40, LiveTasksView::state);
		column(layout, Messages.Tasks_progress, 20, LiveTasksView::progress);
		column(layout, Messages.Tasks_conflicts, 15, view -> Integer.toString(view.conflicts().size()));
		sessions = new Sessions();
		Cancellation.Registration registration = sessions.get().observe(changed -> refreshSoon());
		area.addDisposeListener(event -> {
			registration.close();
			sessions.close();
		});
		refresh();
	}

	private void column(TableColumnLayout layout, String title, int weight, Function<TaskView, String> text) {
		TableViewerColumn column = new TableViewerColumn(viewer, SWT.LEAD);
		column.getColumn().setText(title);
		layout.setColumnData(column.getColumn(), new ColumnWeightData(weight, NARROWEST));
		column.setLabelProvider(ColumnLabelProvider.createTextProvider(view -> text.apply((TaskView) view)));
	}

	/** Called by a thread of the engine, which must not wait for the screen: at most one refresh is on its way. */
	private void refreshSoon() {
		if (pending.compareAndSet(false, true) && !display.isDisposed()) {
			display.asyncExec(this::refresh);
		}
	}

	private void refresh() {
		pending.set(false);
		if (viewer.getControl().isDisposed()) {
			return;
		}
		List<TaskView> views = sessions.get().views();
		if (!views.equals(viewer.getInput())) {
			viewer.setInput(views);
		}
	}

	private static String state(TaskView view) {
		return switch (view.status()) {
			case TaskStatus.InSync inSync -> Messages.State_inSync;
			case TaskStatus.Working working -> Messages.State_working;
			case TaskStatus.Waiting waiting -> NLS.bind(Messages.State_waiting, waiting.diagnostic().message());
			case TaskStatus.Halted halted ->
				NLS.bind(Messages.State_halted, halted.halt().diagnostic().message());
			case TaskStatus.Scheduled scheduled -> Messages.State_scheduled;
			case TaskStatus.Paused paused -> Messages.State_paused;
			case TaskStatus.SignedOut signedOut -> Messages.State_signedOut;
		};
	}

	private static String progress(TaskView view) {
		Progress progress = view.progress();
		return progress.filesTotal() == 0 ? ""
				: NLS.bind(Messages.Progress_text, progress.files(), progress.filesTotal());
	}

	@Override
	public void setFocus() {
		viewer.getControl().setFocus();
	}
}
