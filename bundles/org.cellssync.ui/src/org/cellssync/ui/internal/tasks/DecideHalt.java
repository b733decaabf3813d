package org.cellssync.ui.internal.tasks;

import org.cellssync.api.session.TaskView;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.swt.widgets.Shell;

/** Asks what the chosen task, which has stopped, shall do. */
public final class DecideHalt extends TaskHandler {

	@Override
	void run(Shell shell, TaskView task, ExecutionEvent event) {
		HaltQuestion.ask(shell, task);
	}
}
