package org.cellssync.endpoint.cells.internal;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import org.cellssync.api.util.Cancellation;
import org.cellssync.transport.CellsException;

/** Waiting that ends when it is cancelled. */
final class Pauses {

	private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);
	private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
	private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

	/**
	 * A look at the server.
	 *
	 * @param <T> what is seen
	 */
	@FunctionalInterface
	interface Asking<T> {
		T ask() throws CellsException;
	}

	private Pauses() {
	}

	/**
	 * Asks until the answer is as wanted, with pauses that grow, and returns the last answer, wanted or not.
	 */
	static <T> T until(Asking<T> asking, Predicate<T> wanted, Cancellation cancel) throws CellsException {
		long begun = System.nanoTime();
		Duration pause = FIRST_PAUSE;
		T answer = asking.ask();
		while (!wanted.test(answer) && System.nanoTime() - begun < LONGEST_WAIT.toNanos()) {
			pause(pause, cancel);
			pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2)
					: LONGEST_PAUSE;
			answer = asking.ask();
		}
		return answer;
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
