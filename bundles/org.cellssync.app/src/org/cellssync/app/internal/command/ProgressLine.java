package org.cellssync.app.internal.command;

import org.cellssync.api.session.SyncSessions;
import org.cellssync.api.session.TaskView;
import org.cellssync.api.util.Cancellation;

/** Shows a person in a terminal how far a task is, on one line that is drawn anew; shows programs and files nothing. */
final class ProgressLine implements AutoCloseable {

	private static final String CLEAR = "\r\u001b[K";

	private final Cancellation.Registration registration;

	ProgressLine(Invocation call, SyncSessions sessions, String taskId) {
		registration = call.terminal() && !call.json() ? sessions.observe(view -> draw(view, taskId)) : () -> { };
	}

	private static void draw(TaskView view, String taskId) {
		if (view.spec().id().equals(taskId)) {
			System.err.print(CLEAR + TaskTexts.state(view));
		}
	}

	@Override
	public void close() {
		registration.close();
	}
}
