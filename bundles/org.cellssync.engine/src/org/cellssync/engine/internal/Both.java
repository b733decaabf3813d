package org.cellssync.engine.internal;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import org.cellssync.api.endpoint.EndpointException;

/** Runs the same thing on both ends at once: one in a thread of its own, the other here. */
final class Both {

	private Both() {
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
	static <A, B> Results<A, B> run(Work<A> local, Work<B> remote) throws EndpointException {
		CompletableFuture<B> other = new CompletableFuture<>();
		Thread thread = Thread.ofPlatform().daemon().name("sync-other-end").start(() -> {
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
			await(thread);
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

	private static void await(Thread thread) {
		boolean interrupted = false;
		while (thread.isAlive()) {
			try {
				thread.join();
			} catch (InterruptedException e) {
				interrupted = true;
			}
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}
}
