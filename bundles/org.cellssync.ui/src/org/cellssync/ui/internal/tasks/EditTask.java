package org.cellssync.ui.internal.tasks;

import org.cellssync.api.session.TaskView;
import org.cellssync.ui.internal.options.TaskProperties;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.swt.widgets.Shell;

/** Shows name and options of the chosen task, to be changed. */
public final class EditTask extends TaskHandler {

	@Override
	void run(Shell shell, TaskView task, ExecutionEvent event) {
		new TaskProperties(shell, task.spec()).open();
	}
}
