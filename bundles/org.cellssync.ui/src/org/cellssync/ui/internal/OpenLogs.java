package org.cellssync.ui.internal;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.ui.handlers.HandlerUtil;

/** Opens the folder of the log files, as the system shows folders. */
public final class OpenLogs extends AbstractHandler {

	@Override
	public Object execute(ExecutionEvent event) throws ExecutionException {
		Opening.folder(HandlerUtil.getActiveWorkbenchWindowChecked(event).getShell(), Messages.Open_logs,
				Services.get().locations().logs());
		return null;
	}
}
