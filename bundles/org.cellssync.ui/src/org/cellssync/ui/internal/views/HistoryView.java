package org.cellssync.ui.internal.views;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.session.SyncSessions;
import org.cellssync.api.session.TaskSpec;
import org.cellssync.api.session.TaskView;
import org.cellssync.api.state.HistoryEntry;
import org.cellssync.api.state.HistoryQuery;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.ui.internal.Commands;
import org.cellssync.ui.internal.Icons;
import org.cellssync.ui.internal.Messages;
import org.cellssync.ui.internal.OfTask;
import org.cellssync.ui.internal.Services;
import org.cellssync.ui.internal.Tables;
import org.cellssync.ui.internal.Texts;
import org.cellssync.ui.internal.Work;
import org.cellssync.ui.internal.model.SessionsModel;
import org.cellssync.ui.internal.model.WindowModel;
import org.eclipse.core.databinding.observable.list.IListChangeListener;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.viewers.ArrayContentProvider;
import org.eclipse.jface.viewers.TableViewer;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.part.ViewPart;

/** The operations of all tasks, newest first; never more of them than a person reads, the rest is found by searching. */
public final class HistoryView extends ViewPart {

	private static final int SHOWN = 500;

	private HistoryFilter filter;
	private TableViewer viewer;
	private Job loading;
	private boolean again;

	/** One line of the table. */
	private record Row(TaskSpec spec, HistoryEntry entry) implements OfTask {

		@Override
		public String taskId() {
			return spec.id();
		}

		@Override
		public Optional<SyncPath> item() {
			return spec.item(entry.path());
		}

		String path() {
			return entry.from().isEmpty() ? entry.path()
					: NLS.bind(Messages.Operation_movedFrom, entry.path(), entry.from());
		}

		boolean failed() {
			return !entry.code().isEmpty();
		}
	}

	@Override
	public void createPartControl(Composite parent) {
		SessionsModel model = WindowModel.sessions(parent.getDisplay());
		GridLayoutFactory.fillDefaults().spacing(0, 0).applyTo(parent);
		filter = new HistoryFilter(parent, this::load);
		GridDataFactory.fillDefaults().grab(true, false).applyTo(filter.control());
		Composite table = new Composite(parent, SWT.NONE);
		GridDataFactory.fillDefaults().grab(true, true).applyTo(table);
		viewer = new Tables<>(table, Row.class)
				.fixed(Messages.Activity_time, Texts.times(), row -> Texts.time(row.entry.time()))
				.fixed(Messages.Activity_what, Texts.operations(), row -> Texts.operation(row.entry),
						row -> row.failed() ? Icons.PROBLEM : Icons.of(row.entry.operation()))
				.paths(Messages.Activity_path, 50, Row::path)
				.sizes(Messages.Activity_size, row -> row.entry.bytes() > 0 ? Texts.size(row.entry.bytes()) : "")
				.column(Messages.Activity_outcome, 20, row -> Texts.outcome(row.entry))
				.column(Messages.Activity_task, 12, row -> row.spec.name()).viewer();
		viewer.setContentProvider(ArrayContentProvider.getInstance());
		viewer.addDoubleClickListener(event -> Commands.run(getSite(), Commands.WHY));
		Tables.menu(viewer, getSite());
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
		HistoryQuery query = filter.query(SHOWN);
		loading = Work.quietly(viewer.getControl().getDisplay(), Messages.Activity_what, cancel -> rows(query), this::show,
				failure -> show(List.of()));
	}

	private static List<Row> rows(HistoryQuery query) throws EndpointException {
		SyncSessions sessions = Services.get().sessions();
		List<Row> rows = new ArrayList<>();
		for (TaskView view : sessions.views()) {
			for (HistoryEntry entry : history(sessions, view.spec().id(), query)) {
				rows.add(new Row(view.spec(), entry));
			}
		}
		rows.sort(Comparator.comparing((Row row) -> row.entry.time()).reversed());
		return rows.size() > SHOWN ? List.copyOf(rows.subList(0, SHOWN)) : rows;
	}

	/** A task that was removed a moment ago has no history. */
	private static List<HistoryEntry> history(SyncSessions sessions, String task, HistoryQuery query)
			throws EndpointException {
		try {
			return sessions.history(task, query);
		} catch (EndpointException e) {
			if (e.diagnostic().code() == Code.TASK_UNKNOWN) {
				return List.of();
			}
			throw e;
		}
	}

	private void show(List<Row> rows) {
		loading = null;
		if (viewer.getControl().isDisposed()) {
			return;
		}
		Tables.show(viewer, rows);
		setContentDescription(rows.isEmpty() ? filter.isSet() ? Messages.History_notFound : Messages.Activity_none
				: rows.size() < SHOWN ? "" : NLS.bind(Messages.History_more, SHOWN));
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
