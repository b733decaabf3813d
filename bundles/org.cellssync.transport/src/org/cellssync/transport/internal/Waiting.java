package org.cellssync.transport.internal;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.cellssync.api.util.Cancellation;

/** Waits for results that come from other threads. */
public final class Waiting {

	private Waiting() {
	}

	/**
	 * Returns the result once it is there. The work itself goes on after a cancellation: stopping it is up to
	 * the caller.
	 *
	 * @throws CancellationException once cancelled or interrupted
	 * @throws ExecutionException with the failure of the work, where that was not cancelled before it was noticed
	 * @throws TimeoutException where the limit passed
	 */
	public static <T> T on(CompletableFuture<T> work, Duration limit, Cancellation cancel)
			throws ExecutionException, TimeoutException {
		CompletableFuture<Object> either = new CompletableFuture<>();
		work.whenComplete((result, failure) -> either.complete(either));
		Cancellation.Registration registration = cancel.onCancel(() -> either.complete(either));
		try {
			either.get(limit.toMillis(), TimeUnit.MILLISECONDS);
			if (!work.isDone() || work.isCompletedExceptionally() && cancel.isCancelled()) {
				throw new CancellationException("cancelled");
			}
			return work.get();
		} catch (InterruptedException interrupted) {
			Thread.currentThread().interrupt();
			throw new CancellationException("interrupted");
		} finally {
			registration.close();
		}
	}
}
