package org.cellssync.ui.internal.wizard;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.ui.handlers.HandlerUtil;

/** Opens the wizard that sets up a task. */
public final class AddTask extends AbstractHandler {

	@Override
	public Object execute(ExecutionEvent event) throws ExecutionException {
		FirstTask.open(HandlerUtil.getActiveWorkbenchWindowChecked(event).getShell());
		return null;
	}
}
