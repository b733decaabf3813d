package org.cellssync.ui.internal.tasks;

import org.cellssync.api.session.SyncSessions;
import org.cellssync.api.session.TaskView;
import org.cellssync.ui.internal.Messages;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.swt.widgets.Shell;

/** Has the chosen task look at both ends now. */
public final class SyncNow extends TaskHandler {

	@Override
	void run(Shell shell, TaskView task, ExecutionEvent event) {
		work(shell, task, Messages.Tasks_syncNow, SyncSessions::look);
	}
}
