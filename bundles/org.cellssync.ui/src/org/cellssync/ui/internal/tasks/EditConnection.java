package org.cellssync.ui.internal.tasks;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.session.TaskView;
import org.cellssync.ui.internal.Messages;
import org.cellssync.ui.internal.Services;
import org.cellssync.ui.internal.Work;
import org.cellssync.ui.internal.wizard.ConnectionDialog;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.swt.widgets.Shell;

/** Shows the way to the server of the chosen task's account, to be changed. */
public final class EditConnection extends TaskHandler {

	@Override
	void run(Shell shell, TaskView task, ExecutionEvent event) {
		String id = task.spec().right().account();
		Work.start(shell.getDisplay(), Messages.Connection_title, cancel -> Services.get().accounts().find(id)
				.orElseThrow(() -> new EndpointException(Diagnostic.of(Code.ACCOUNT_UNKNOWN, id))),
				account -> new ConnectionDialog(shell, account).open());
	}
}
