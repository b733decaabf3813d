package org.cellssync.ui.internal.why;

import org.cellssync.api.session.TaskView;
import org.cellssync.ui.internal.OfTask;
import org.cellssync.ui.internal.model.SessionsModel;
import org.cellssync.ui.internal.model.WindowModel;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.handlers.HandlerUtil;

/** Tells why the chosen item is, or is not, the same on both sides; without one, asks for which. */
public final class AskWhy extends AbstractHandler {

	@Override
	public Object execute(ExecutionEvent event) throws ExecutionException {
		Shell shell = HandlerUtil.getActiveWorkbenchWindowChecked(event).getShell();
		SessionsModel model = WindowModel.sessions(shell.getDisplay());
		if (HandlerUtil.getCurrentSelection(event) instanceof IStructuredSelection rows
				&& rows.getFirstElement() instanceof OfTask row && row.item().isPresent()) {
			model.tasks().stream().filter(view -> view.spec().id().equals(row.taskId())).findFirst()
					.ifPresent(view -> new WhyDialog(shell, model.tasks(), view.spec()).ask(row.item().get()));
		} else {
			TaskView task = model.selected().getValue();
			if (task != null) {
				new WhyDialog(shell, model.tasks(), task.spec()).open();
			}
		}
		return null;
	}
}
