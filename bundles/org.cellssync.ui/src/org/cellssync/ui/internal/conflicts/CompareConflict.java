package org.cellssync.ui.internal.conflicts;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.ui.handlers.HandlerUtil;

/** Shows both versions of the chosen conflict in the best editor there is. */
public final class CompareConflict extends AbstractHandler {

	@Override
	public Object execute(ExecutionEvent event) throws ExecutionException {
		if (HandlerUtil.getCurrentStructuredSelection(event).getFirstElement() instanceof ConflictItem item) {
			new ConflictDialog(HandlerUtil.getActiveWorkbenchWindowChecked(event).getShell(), item.task(), item.conflict())
					.open();
		}
		return null;
	}
}
