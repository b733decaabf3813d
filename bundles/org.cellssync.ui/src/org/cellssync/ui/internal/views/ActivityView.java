package org.cellssync.ui.internal.views;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.session.SyncSessions;
import org.cellssync.api.session.TaskView;
import org.cellssync.api.state.HistoryEntry;
import org.cellssync.api.state.HistoryQuery;
import org.cellssync.ui.internal.Messages;
import org.cellssync.ui.internal.Services;
import org.cellssync.ui.internal.Tables;
import org.cellssync.ui.internal.Texts;
import org.cellssync.ui.internal.Work;
import org.cellssync.ui.internal.model.SessionsModel;
import org.cellssync.ui.internal.model.WindowModel;
import org.eclipse.core.databinding.observable.list.IListChangeListener;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.viewers.ArrayContentProvider;
import org.eclipse.jface.viewers.TableViewer;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.part.ViewPart;

/** The last operations of all tasks, newest first. */
public final class ActivityView extends ViewPart {

	private static final int SHOWN = 500;

	private TableViewer viewer;
	private Job loading;
	private boolean again;

	/** One line of the table. */
	private record Row(String task, HistoryEntry entry) {
		Instant time() {
			return entry.time();
		}

		String path() {
			return entry.from().isEmpty() ? entry.path() : NLS.bind(Messages.Operation_movedFrom, entry.path(), entry.from());
		}
	}

	@Override
	public void createPartControl(Composite parent) {
		SessionsModel model = WindowModel.sessions(parent.getDisplay());
		viewer = new Tables<>(new Composite(parent, 0), Row.class).column(Messages.Activity_time, 15, row -> Texts.time(row.time()))
				.column(Messages.Activity_what, 15, row -> Texts.operation(row.entry))
				.column(Messages.Activity_path, 45, Row::path)
				.column(Messages.Activity_size, 8, row -> row.entry.bytes() > 0 ? Texts.size(row.entry.bytes()) : "")
				.column(Messages.Activity_task, 12, Row::task)
				.column(Messages.Activity_outcome, 15,
						row -> row.entry.code().isEmpty() ? Messages.Activity_done : row.entry.code())
				.viewer();
		viewer.setContentProvider(ArrayContentProvider.getInstance());
		IListChangeListener<TaskView> changed = event -> load();
		model.tasks().addListChangeListener(changed);
		parent.addDisposeListener(event -> model.tasks().removeListChangeListener(changed));
		load();
	}

	/** Reads in a job; changes meanwhile are one more reading after it. */
	private void load() {
		if (loading != null) {
			again = true;
			return;
		}
		loading = Work.quietly(viewer.getControl().getDisplay(), Messages.Activity_what, cancel -> rows(), this::show,
				failure -> show(List.of()));
	}

	private static List<Row> rows() throws EndpointException {
		SyncSessions sessions = Services.get().sessions();
		Map<String, String> names = new HashMap<>();
		sessions.views().forEach(view -> names.put(view.spec().id(), view.spec().name()));
		List<Row> rows = new ArrayList<>();
		for (Map.Entry<String, String> task : names.entrySet()) {
			for (HistoryEntry entry : sessions.history(task.getKey(),
					new HistoryQuery(Optional.empty(), Optional.empty(), SHOWN))) {
				rows.add(new Row(task.getValue(), entry));
			}
		}
		rows.sort(Comparator.comparing(Row::time).reversed());
		return rows.size() > SHOWN ? rows.subList(0, SHOWN) : rows;
	}

	private void show(List<Row> rows) {
		loading = null;
		if (viewer.getControl().isDisposed()) {
			return;
		}
		if (!rows.equals(viewer.getInput())) {
			viewer.setInput(rows);
		}
		if (again) {
			again = false;
			load();
		}
	}

	@Override
	public void setFocus() {
		viewer.getControl().setFocus();
	}
}
