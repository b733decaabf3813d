package org.cellssync.api.util;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * Asks work under way to stop. Checked per file and per chunk by who works; cancelled once by who waits. Thread-safe.
 */
public final class Cancellation {

	private final List<Runnable> actions = new ArrayList<>();
	private boolean cancelled;

	/** Returns whether {@link #cancel()} was called. */
	public synchronized boolean isCancelled() {
		return cancelled;
	}

	/**
	 * Returns normally while not cancelled.
	 *
	 * @throws CancellationException once cancelled
	 */
	public void check() {
		if (isCancelled()) {
			throw new CancellationException("cancelled");
		}
	}

	/** Cancels; the registered actions run in this thread, once. */
	public void cancel() {
		List<Runnable> due;
		synchronized (this) {
			cancelled = true;
			due = List.copyOf(actions);
			actions.clear();
		}
		due.forEach(Runnable::run);
	}

	/**
	 * Has {@code action} run on cancellation, at once where that has happened already.
	 *
	 * @return ends the registration when closed
	 */
	public Registration onCancel(Runnable action) {
		synchronized (this) {
			if (!cancelled) {
				actions.add(action);
				return () -> remove(action);
			}
		}
		action.run();
		return () -> {};
	}

	private synchronized void remove(Runnable action) {
		actions.remove(action);
	}

	/** A registration that can be ended. */
	@FunctionalInterface
	public interface Registration extends AutoCloseable {
		@Override
		void close();
	}
}
