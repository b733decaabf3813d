package org.cellssync.endpoint.cells.internal;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.cellssync.api.util.Cancellation;

/** Waiting that ends when it is cancelled. */
final class Pauses {

	private Pauses() {
	}

	/**
	 * Waits.
	 *
	 * @throws CancellationException once cancelled or interrupted
	 */
	static void pause(Duration duration, Cancellation cancel) {
		CountDownLatch cancelled = new CountDownLatch(1);
		try (var registration = cancel.onCancel(cancelled::countDown)) {
			cancelled.await(duration.toNanos(), TimeUnit.NANOSECONDS);
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new CancellationException("interrupted");
		}
		cancel.check();
	}
}
