package org.cellssync.endpoint.local.internal;

import java.io.IOException;

import org.cellssync.api.util.Cancellation;

/**
 * Has a cancellation end a wait that hears of nothing but interruption, and leaves no interruption behind.
 */
final class Interruption {

	/** A wait. */
	@FunctionalInterface
	interface Wait<T> {
		T get() throws IOException, InterruptedException;
	}

	private final Thread waiting = Thread.currentThread();
	// Both guarded by this.
	private boolean over;
	private boolean sent;

	private Interruption() {
	}

	static <T> T whileWaiting(Cancellation cancel, Wait<T> wait) throws IOException, InterruptedException {
		Interruption interruption = new Interruption();
		Cancellation.Registration registration = cancel.onCancel(interruption::send);
		try {
			return wait.get();
		} finally {
			registration.close();
			interruption.end();
		}
	}

	private synchronized void send() {
		if (!over) {
			sent = true;
			waiting.interrupt();
		}
	}

	private synchronized void end() {
		over = true;
		if (sent) {
			// Ours, which the wait may not have noticed any more.
			Thread.interrupted();
		}
	}
}
