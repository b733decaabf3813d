package org.cellssync.ui.internal.tasks;

import org.cellssync.api.session.SyncSessions;
import org.cellssync.api.session.TaskView;
import org.cellssync.ui.internal.Messages;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.swt.widgets.Shell;

/** Ends the pause of the chosen task. */
public final class ResumeTask extends TaskHandler {

	@Override
	void run(Shell shell, TaskView task, ExecutionEvent event) {
		work(shell, task, Messages.Tasks_resume, SyncSessions::resume);
	}
}
