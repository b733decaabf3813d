package org.cellssync.ui.internal.conflicts;

import java.util.List;

import org.cellssync.api.session.TaskView;
import org.cellssync.ui.internal.Commands;
import org.cellssync.ui.internal.Icons;
import org.cellssync.ui.internal.Messages;
import org.cellssync.ui.internal.Tables;
import org.cellssync.ui.internal.Texts;
import org.cellssync.ui.internal.model.SessionsModel;
import org.cellssync.ui.internal.model.WindowModel;
import org.eclipse.core.databinding.observable.list.IListChangeListener;
import org.eclipse.jface.viewers.ArrayContentProvider;
import org.eclipse.jface.viewers.TableViewer;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.part.ViewPart;

/** Items changed on both sides, each waiting for a person's choice; both versions stay where they are until then. */
public final class ConflictsView extends ViewPart {

	private TableViewer viewer;

	@Override
	public void createPartControl(Composite parent) {
		SessionsModel model = WindowModel.sessions(parent.getDisplay());
		viewer = new Tables<>(new Composite(parent, 0), ConflictItem.class)
				.paths(Messages.Conflicts_path, 36, item -> item.conflict().path().value(), item -> Icons.CONFLICT)
				.column(Messages.Conflicts_here, 24, item -> Texts.version(item.conflict().local()))
				.column(Messages.Conflicts_there, 24, item -> Texts.version(item.conflict().remote()))
				.column(Messages.Conflicts_task, 12, item -> item.task().spec().name()).viewer();
		viewer.setContentProvider(ArrayContentProvider.getInstance());
		viewer.addDoubleClickListener(event -> Commands.run(getSite(), Commands.COMPARE));
		Tables.menu(viewer, getSite());
		IListChangeListener<TaskView> changed = event -> show(items(model));
		model.tasks().addListChangeListener(changed);
		parent.addDisposeListener(event -> model.tasks().removeListChangeListener(changed));
		show(items(model));
	}

	/** Returns the open conflicts of all tasks. */
	static List<ConflictItem> items(SessionsModel model) {
		return model.tasks().stream()
				.flatMap(view -> view.conflicts().stream().map(each -> new ConflictItem(view, each))).toList();
	}

	private void show(List<ConflictItem> items) {
		Tables.show(viewer, items);
		setContentDescription(items.isEmpty() ? Messages.Conflicts_none : "");
		setPartName(items.isEmpty() ? Messages.Conflicts_name : NLS.bind(Messages.Conflicts_nameCount, items.size()));
	}

	@Override
	public void setFocus() {
		viewer.getControl().setFocus();
	}
}
