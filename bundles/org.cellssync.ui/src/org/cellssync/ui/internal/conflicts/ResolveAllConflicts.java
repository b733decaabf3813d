package org.cellssync.ui.internal.conflicts;

import java.util.List;

import org.cellssync.api.session.Choice;
import org.cellssync.ui.internal.Commands;
import org.cellssync.ui.internal.Messages;
import org.cellssync.ui.internal.Texts;
import org.cellssync.ui.internal.model.WindowModel;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.handlers.HandlerUtil;

/** Decides all open conflicts of all tasks in the same way, once a person has said yes to their number. */
public final class ResolveAllConflicts extends AbstractHandler {

	@Override
	public Object execute(ExecutionEvent event) throws ExecutionException {
		Shell shell = HandlerUtil.getActiveWorkbenchWindowChecked(event).getShell();
		Choice choice = Choice.valueOf(event.getParameter(Commands.CHOICE));
		List<ConflictItem> items = ConflictsView.items(WindowModel.sessions(shell.getDisplay()));
		if (MessageDialog.openConfirm(shell, Messages.Conflicts_allTitle,
				Texts.counted(Messages.Conflicts_allQuestion, items.size(), Texts.choice(choice)))) {
			Decisions.make(shell.getDisplay(), items, choice);
		}
		return null;
	}
}
