package org.cellssync.endpoint.cells.internal;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.util.Cancellation;
import org.cellssync.transport.CellsException;

/** Ends work by cancelling it when its time is over. */
final class TimeLimit {

	/** Work that ends soon after it is cancelled. */
	@FunctionalInterface
	interface Work {
		void run(Cancellation cancel) throws CheckFailure, CellsException, EndpointException;
	}

	private TimeLimit() {
	}

	/**
	 * Works.
	 *
	 * @throws TimeoutException where the time was over first
	 * @throws CancellationException where {@code outer} was cancelled first
	 */
	static void within(Duration limit, Cancellation outer, Work work)
			throws CheckFailure, CellsException, EndpointException, TimeoutException {
		Cancellation inner = new Cancellation();
		CountDownLatch over = new CountDownLatch(1);
		Thread.ofPlatform().daemon().name("check-limit").start(() -> {
			try {
				if (!over.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
					inner.cancel();
				}
			} catch (InterruptedException ended) {
				Thread.currentThread().interrupt();
			}
		});
		try (var registration = outer.onCancel(inner::cancel)) {
			work.run(inner);
		} catch (CancellationException cancelled) {
			outer.check();
			throw (TimeoutException) new TimeoutException(limit.toSeconds() + " s").initCause(cancelled);
		} finally {
			over.countDown();
		}
	}
}
