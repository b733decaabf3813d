package org.cellssync.ui.internal.tasks;

import java.nio.file.Path;

import org.cellssync.api.session.TaskView;
import org.cellssync.ui.internal.Messages;
import org.cellssync.ui.internal.Opening;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.swt.widgets.Shell;

/** Opens the chosen task's folder on this computer, as the system shows folders. */
public final class OpenFolder extends TaskHandler {

	@Override
	void run(Shell shell, TaskView task, ExecutionEvent event) {
		Opening.folder(shell, Messages.Open_folder, Path.of(task.spec().left().path()));
	}
}
