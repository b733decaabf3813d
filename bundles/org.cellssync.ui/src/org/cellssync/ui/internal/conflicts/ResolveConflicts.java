package org.cellssync.ui.internal.conflicts;

import java.util.List;

import org.cellssync.api.session.Choice;
import org.cellssync.ui.internal.Commands;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.ui.handlers.HandlerUtil;

/** Decides about the chosen items, all in the same way: conflicts, and what is foreign on the end that follows. */
public final class ResolveConflicts extends AbstractHandler {

	@Override
	public Object execute(ExecutionEvent event) throws ExecutionException {
		List<Decidable> items = ((List<?>) HandlerUtil.getCurrentStructuredSelection(event).toList()).stream()
				.map(Decidable.class::cast).toList();
		Decisions.make(HandlerUtil.getActiveWorkbenchWindowChecked(event).getShell().getDisplay(), items,
				Choice.valueOf(event.getParameter(Commands.CHOICE)));
		return null;
	}
}
