package org.cellssync.ui.internal.tasks;

import org.cellssync.api.session.SyncSessions;
import org.cellssync.api.session.TaskView;
import org.cellssync.ui.internal.Messages;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.widgets.Shell;

/** Forgets the chosen task once a person has said yes; no file is touched. */
public final class RemoveTask extends TaskHandler {

	@Override
	void run(Shell shell, TaskView task, ExecutionEvent event) {
		if (MessageDialog.openConfirm(shell, Messages.Tasks_remove,
				NLS.bind(Messages.Tasks_removeQuestion, task.spec().name()))) {
			work(shell, task, Messages.Tasks_remove, SyncSessions::remove);
		}
	}
}
