package org.cellssync.ui.internal;

import org.cellssync.api.session.TaskStatus;
import org.cellssync.api.session.TaskView;
import org.cellssync.ui.internal.model.SessionsModel;
import org.cellssync.ui.internal.model.WindowModel;
import org.eclipse.core.databinding.observable.list.IListChangeListener;
import org.eclipse.core.databinding.observable.list.IObservableList;
import org.eclipse.jface.action.IStatusLineManager;
import org.eclipse.jface.action.StatusLineContributionItem;
import org.eclipse.swt.widgets.Display;

/**
 * How all tasks stand, in the window's last line. A part of its own there: the message of that line belongs to the view in
 * front. Display thread.
 */
final class StatusLine {

	private static final String ID = "org.cellssync.ui.summary";

	private final StatusLineContributionItem item = new StatusLineContributionItem(ID,
			StatusLineContributionItem.CALC_TRUE_WIDTH);
	private final SessionsModel model;
	private final IListChangeListener<TaskView> changed = event -> show();

	/** Shows it from now on. */
	StatusLine(Display display, IStatusLineManager line) {
		model = WindowModel.sessions(display);
		line.add(item);
		line.update(true);
		model.tasks().addListChangeListener(changed);
		show();
	}

	private void show() {
		item.setText(summary(model.tasks()));
	}

	private static String summary(IObservableList<TaskView> tasks) {
		if (tasks.isEmpty()) {
			return Messages.Status_none;
		}
		long inSync = tasks.stream().filter(view -> view.status() instanceof TaskStatus.InSync).count();
		int conflicts = tasks.stream().mapToInt(view -> view.conflicts().size()).sum();
		int problems = tasks.stream().mapToInt(view -> view.problems().size()).sum();
		return Texts.counted(Messages.Status_summary, tasks.size(), inSync, conflicts, problems);
	}

	void dispose() {
		if (!model.tasks().isDisposed()) {
			model.tasks().removeListChangeListener(changed);
		}
	}
}
