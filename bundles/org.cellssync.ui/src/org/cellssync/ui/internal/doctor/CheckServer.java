package org.cellssync.ui.internal.doctor;

import java.util.Optional;

import org.cellssync.api.endpoint.EndpointAddress;
import org.cellssync.api.session.TaskView;
import org.cellssync.ui.internal.model.WindowModel;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.handlers.HandlerUtil;

/** Opens the check of a server; that of the chosen task, where one is chosen, stands there already. */
public final class CheckServer extends AbstractHandler {

	@Override
	public Object execute(ExecutionEvent event) throws ExecutionException {
		Shell shell = HandlerUtil.getActiveWorkbenchWindowChecked(event).getShell();
		TaskView task = WindowModel.sessions(shell.getDisplay()).selected().getValue();
		DoctorDialog.open(shell, Optional.ofNullable(task).map(view -> view.spec().right())
				.filter(end -> end.scheme().equals(EndpointAddress.CELLS)).map(EndpointAddress::account));
		return null;
	}
}
