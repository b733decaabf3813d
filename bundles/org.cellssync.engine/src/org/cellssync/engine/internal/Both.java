package org.cellssync.engine.internal;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

import org.cellssync.api.endpoint.EndpointException;

/** Runs the same thing on both ends at once: one by an executor, the other here. */
final class Both {

	private final Executor otherEnd;

	Both(Executor otherEnd) {
		this.otherEnd = otherEnd;
	}

	/** Something that may fail as endpoints do. */
	@FunctionalInterface
	interface Work<T> {
		T run() throws EndpointException;
	}

	/**
	 * Two results.
	 *
	 * @param local of the left end
	 * @param remote of the right end
	 */
	record Results<A, B>(A local, B remote) {
	}

	/** Returns both results when both have ended; where both fail, the left end's failure is the one told. */
	<A, B> Results<A, B> run(Work<A> local, Work<B> remote) throws EndpointException {
		CompletableFuture<B> other = new CompletableFuture<>();
		otherEnd.execute(() -> {
			try {
				other.complete(remote.run());
			} catch (EndpointException | RuntimeException | Error e) {
				other.completeExceptionally(e);
			}
		});
		try {
			A first = local.run();
			return new Results<>(first, other.join());
		} catch (CompletionException e) {
			throw failure(e);
		} finally {
			// Work under way is never abandoned, whatever became of the other end's.
			other.exceptionally(failed -> null).join();
		}
	}

	private static EndpointException failure(CompletionException e) {
		return switch (e.getCause()) {
			case EndpointException cause -> cause;
			case CancellationException cause -> throw cause;
			case RuntimeException cause -> throw cause;
			case Error cause -> throw cause;
			default -> throw new IllegalStateException(e.getCause());
		};
	}
}
