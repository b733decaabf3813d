package org.cellssync.app.internal.command;

import java.util.concurrent.TimeUnit;

import org.cellssync.api.session.SyncSessions;
import org.cellssync.api.util.Cancellation;
import org.cellssync.api.util.OneLine;

/** Shows a person in a terminal how far a task is, on one line that is drawn anew; shows programs and files nothing. */
final class ProgressLine implements AutoCloseable {

	private static final String CLEAR = "\r\u001b[K";

	/** Faster than this nobody reads. */
	private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(100);

	private final boolean shown;
	private final Cancellation.Registration registration;
	private long drawn = System.nanoTime() - PAUSE;

	/** A line that is drawn by its owner. */
	ProgressLine(Invocation call) {
		shown = isShown(call);
		registration = () -> {};
	}

	/** A line that shows the state of a task. */
	ProgressLine(Invocation call, SyncSessions sessions, String taskId) {
		shown = isShown(call);
		registration = shown ? sessions.observe(view -> {
			if (view.spec().id().equals(taskId)) {
				draw(TaskTexts.state(view));
			}
		}) : () -> {};
	}

	private static boolean isShown(Invocation call) {
		return call.terminal() && !call.json();
	}

	synchronized void draw(String text) {
		long now = System.nanoTime();
		if (shown && now - drawn > PAUSE) {
			drawn = now;
			System.err.print(CLEAR + OneLine.of(text));
		}
	}

	@Override
	public void close() {
		registration.close();
		if (shown) {
			System.err.print(CLEAR);
		}
	}
}
