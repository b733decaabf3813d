package org.cellssync.ui.internal.tasks;

import org.cellssync.api.session.TaskView;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.swt.widgets.Shell;

/** Has all content of the chosen task read again on both ends. */
public final class VerifyTask extends TaskHandler {

	@Override
	void run(Shell shell, TaskView task, ExecutionEvent event) {
		new VerifyDialog(shell, task.spec()).begin();
	}
}
