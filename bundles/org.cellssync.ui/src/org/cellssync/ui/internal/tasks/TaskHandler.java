package org.cellssync.ui.internal.tasks;

import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.session.SyncSessions;
import org.cellssync.api.session.TaskView;
import org.cellssync.ui.internal.Services;
import org.cellssync.ui.internal.Work;
import org.cellssync.ui.internal.model.SessionsModel;
import org.cellssync.ui.internal.model.WindowModel;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.handlers.HandlerUtil;

/** Does something with the chosen task, whichever view is in front. Display thread; what waits runs in a job. */
abstract class TaskHandler extends AbstractHandler {

	/** Something done with a task. */
	@FunctionalInterface
	interface Call {
		void run(SyncSessions sessions, String taskId) throws EndpointException;
	}

	@Override
	public final Object execute(ExecutionEvent event) throws ExecutionException {
		Shell shell = HandlerUtil.getActiveWorkbenchWindowChecked(event).getShell();
		TaskView task = WindowModel.sessions(shell.getDisplay()).selected().getValue();
		if (task != null) {
			run(shell, task, event);
		}
		return null;
	}

	abstract void run(Shell shell, TaskView task, ExecutionEvent event) throws ExecutionException;

	/** Does {@code call} in a job; the window shows what became of the task. */
	static void work(Shell shell, TaskView task, String name, Call call) {
		SessionsModel model = WindowModel.sessions(shell.getDisplay());
		Work.start(shell.getDisplay(), name, cancel -> {
			call.run(Services.get().sessions(), task.spec().id());
			return task;
		}, done -> model.publish());
	}
}
