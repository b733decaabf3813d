package org.cellssync.ui.internal.views;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.endpoint.TrashItem;
import org.cellssync.api.session.TaskView;
import org.cellssync.ui.internal.Icons;
import org.cellssync.ui.internal.Messages;
import org.cellssync.ui.internal.Services;
import org.cellssync.ui.internal.Tables;
import org.cellssync.ui.internal.Texts;
import org.cellssync.ui.internal.Work;
import org.eclipse.jface.viewers.ArrayContentProvider;
import org.eclipse.jface.viewers.TableViewer;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.part.ViewPart;

/** What was put aside on this computer before it was replaced or deleted; looked at whenever the view comes to front. */
public final class TrashView extends ViewPart {

	private TableViewer viewer;

	@Override
	public void createPartControl(Composite parent) {
		viewer = new Tables<>(new Composite(parent, 0), TrashedItem.class)
				.paths(Messages.Trash_path, 50, row -> row.item().path().value(), row -> Icons.of(row.item().kind()))
				.fixed(Messages.Trash_deleted, Texts.times(), row -> Texts.time(row.item().deleted()))
				.sizes(Messages.Trash_size, row -> Texts.size(row.item().size()))
				.column(Messages.Trash_task, 15, row -> row.task().name()).viewer();
		viewer.setContentProvider(ArrayContentProvider.getInstance());
		Tables.menu(viewer, getSite());
		load();
	}

	/** Looks into the trash of all tasks. Display thread; the looking is done in a job. */
	void load() {
		Work.quietly(viewer.getControl().getDisplay(), Messages.Trash_refresh, cancel -> rows(), this::show,
				failure -> Work.show(getSite().getShell(), failure));
	}

	private static List<TrashedItem> rows() throws EndpointException {
		List<TrashedItem> rows = new ArrayList<>();
		for (TaskView view : Services.get().sessions().views()) {
			for (TrashItem item : TrashedItem.trash(view.spec()).list()) {
				rows.add(new TrashedItem(view.spec(), item));
			}
		}
		rows.sort(Comparator.comparing((TrashedItem row) -> row.item().deleted()).reversed());
		return rows;
	}

	private void show(List<TrashedItem> rows) {
		if (!viewer.getControl().isDisposed()) {
			Tables.show(viewer, rows);
			setContentDescription(rows.isEmpty() ? Messages.Trash_none : "");
		}
	}

	@Override
	public void setFocus() {
		viewer.getControl().setFocus();
		load();
	}
}
