package org.cellssync.ui.internal.tasks;

import org.cellssync.api.session.TaskView;
import org.cellssync.api.session.Verification;
import org.cellssync.ui.internal.Messages;
import org.cellssync.ui.internal.Services;
import org.cellssync.ui.internal.Texts;
import org.cellssync.ui.internal.Work;
import org.cellssync.ui.internal.model.WindowModel;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.widgets.Shell;

/** Has all content of the chosen task read again on both ends, and tells what that has shown. */
public final class VerifyTask extends TaskHandler {

	@Override
	void run(Shell shell, TaskView task, ExecutionEvent event) {
		Work.start(shell.getDisplay(), NLS.bind(Messages.Verify_name, task.spec().name()),
				cancel -> Services.get().sessions().verify(task.spec().id(), progress -> { }, cancel), found -> tell(shell, found));
	}

	private static void tell(Shell shell, Verification found) {
		WindowModel.sessions(shell.getDisplay()).publish();
		boolean sound = found.differences().isEmpty() && found.unread().isEmpty();
		MessageDialog.open(sound ? MessageDialog.INFORMATION : MessageDialog.WARNING, shell,
				NLS.bind(Messages.Verify_name, found.view().spec().name()), Texts.verified(found), 0);
	}
}
