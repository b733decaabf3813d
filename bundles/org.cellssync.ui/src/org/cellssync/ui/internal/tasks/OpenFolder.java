package org.cellssync.ui.internal.tasks;

import org.cellssync.api.session.TaskView;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.swt.program.Program;
import org.eclipse.swt.widgets.Shell;

/** Opens the chosen task's folder on this computer, as the system shows folders. */
public final class OpenFolder extends TaskHandler {

	@Override
	void run(Shell shell, TaskView task, ExecutionEvent event) {
		Program.launch(task.spec().left().path());
	}
}
