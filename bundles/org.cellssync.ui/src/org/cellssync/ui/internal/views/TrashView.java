package org.cellssync.ui.internal.views;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.endpoint.Trash;
import org.cellssync.api.endpoint.TrashItem;
import org.cellssync.api.session.TaskSpec;
import org.cellssync.api.session.TaskView;
import org.cellssync.ui.internal.Icons;
import org.cellssync.ui.internal.Messages;
import org.cellssync.ui.internal.Services;
import org.cellssync.ui.internal.Tables;
import org.cellssync.ui.internal.Texts;
import org.cellssync.ui.internal.Work;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.ActionContributionItem;
import org.eclipse.jface.viewers.ArrayContentProvider;
import org.eclipse.jface.viewers.TableViewer;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.DirectoryDialog;
import org.eclipse.ui.part.ViewPart;

/** What was put aside on this computer before it was replaced or deleted, and the way back. */
public final class TrashView extends ViewPart {

	private TableViewer viewer;

	/** One line of the table. */
	private record Row(TaskSpec task, TrashItem item) {
	}

	@Override
	public void createPartControl(Composite parent) {
		viewer = new Tables<>(new Composite(parent, 0), Row.class)
				.column(Messages.Trash_path, 50, row -> row.item.path().value(), row -> Icons.TRASH)
				.column(Messages.Trash_deleted, 20, row -> Texts.time(row.item.deleted()))
				.column(Messages.Trash_size, 10, row -> Texts.size(row.item.size()))
				.column(Messages.Problems_task, 15, row -> row.task.name()).viewer();
		viewer.setContentProvider(ArrayContentProvider.getInstance());
		add(Messages.Trash_restore, () -> restore(Optional.empty()));
		add(Messages.Trash_restoreTo, () -> Optional.ofNullable(new DirectoryDialog(getSite().getShell()).open())
				.ifPresent(folder -> restore(Optional.of(Path.of(folder)))));
		add(Messages.Trash_refresh, this::load);
		load();
	}

	private void add(String text, Runnable run) {
		Action action = new Action(text) {
			@Override
			public void run() {
				run.run();
			}
		};
		action.setToolTipText(text);
		ActionContributionItem item = new ActionContributionItem(action);
		item.setMode(ActionContributionItem.MODE_FORCE_TEXT);
		getViewSite().getActionBars().getToolBarManager().add(item);
	}

	private void load() {
		Work.quietly(viewer.getControl().getDisplay(), Messages.Trash_refresh, cancel -> rows(), this::show,
				failure -> Work.show(getSite().getShell(), failure));
	}

	private static List<Row> rows() throws EndpointException {
		List<Row> rows = new ArrayList<>();
		for (TaskView view : Services.get().sessions().views()) {
			for (TrashItem item : trash(view.spec()).list()) {
				rows.add(new Row(view.spec(), item));
			}
		}
		rows.sort(Comparator.comparing((Row row) -> row.item.deleted()).reversed());
		return rows;
	}

	private static Trash trash(TaskSpec spec) throws EndpointException {
		return Services.get().trash().trash(spec.left(), Services.get().locations().task(spec.id()));
	}

	private void show(List<Row> rows) {
		if (!viewer.getControl().isDisposed()) {
			viewer.setInput(rows);
		}
	}

	private void restore(Optional<Path> into) {
		List<Row> rows = viewer.getStructuredSelection().toList().stream().map(Row.class::cast).toList();
		Work.start(viewer.getControl().getDisplay(), Messages.Trash_restore, cancel -> {
			Path last = null;
			for (Row row : rows) {
				last = trash(row.task).restore(row.item, into);
			}
			return Optional.ofNullable(last);
		}, restored -> {
			restored.ifPresent(path -> getViewSite().getActionBars().getStatusLineManager()
					.setMessage(NLS.bind(Messages.Trash_restored, path)));
			load();
		});
	}

	@Override
	public void setFocus() {
		viewer.getControl().setFocus();
		load();
	}
}
