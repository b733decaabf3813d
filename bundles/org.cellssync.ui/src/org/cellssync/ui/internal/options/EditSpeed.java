package org.cellssync.ui.internal.options;

import org.cellssync.ui.internal.Messages;
import org.cellssync.ui.internal.Services;
import org.cellssync.ui.internal.Work;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.handlers.HandlerUtil;

/** Shows how fast all tasks together may be, to be changed. */
public final class EditSpeed extends AbstractHandler {

	@Override
	public Object execute(ExecutionEvent event) throws ExecutionException {
		Shell shell = HandlerUtil.getActiveWorkbenchWindowChecked(event).getShell();
		Work.start(shell.getDisplay(), Messages.Speed_title, cancel -> Services.get().sessions().speed(),
				speed -> new SpeedDialog(shell, speed).open());
		return null;
	}
}
