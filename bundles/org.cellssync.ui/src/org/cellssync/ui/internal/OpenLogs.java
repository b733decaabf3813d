package org.cellssync.ui.internal;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.swt.program.Program;

/** Opens the folder of the log files, as the system shows folders. */
public final class OpenLogs extends AbstractHandler {

	@Override
	public Object execute(ExecutionEvent event) {
		Program.launch(Services.get().locations().logs().toString());
		return null;
	}
}
