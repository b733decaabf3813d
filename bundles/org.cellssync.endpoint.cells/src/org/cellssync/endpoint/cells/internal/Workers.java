package org.cellssync.endpoint.cells.internal;

import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

import org.cellssync.api.util.Cancellation;

/** A few threads that share the work on many items. */
final class Workers {

	/**
	 * Work on one item.
	 *
	 * @param <T> item
	 * @param <E> what ends all work
	 */
	@FunctionalInterface
	interface Work<T, E extends Exception> {

		/** Does it. */
		void on(T item) throws E;
	}

	private Workers() {
	}

	/**
	 * Works on all items, begun in their order, up to {@code count} at a time. The first exception lets
	 * nothing further begin and is thrown once all that was begun has ended.
	 */
	static <T, E extends Exception> void each(String name, Collection<T> items, int count,
			Cancellation cancel, Work<T, E> work) throws E {
		Queue<T> queue = new ConcurrentLinkedQueue<>(items);
		int threads = Math.min(count, items.size());
		AtomicReference<Throwable> failure = new AtomicReference<>();
		CountDownLatch running = new CountDownLatch(threads);
		for (int i = 0; i < threads; i++) {
			Thread.ofPlatform().daemon().name(name + '-' + i).start(() -> {
				run(queue, cancel, work, failure);
				running.countDown();
			});
		}
		awaitAll(running);
		rethrow(failure.get());
	}

	private static <T, E extends Exception> void run(Queue<T> queue, Cancellation cancel, Work<T, E> work,
			AtomicReference<Throwable> failure) {
		try {
			for (T item = queue.poll(); item != null && failure.get() == null; item = queue.poll()) {
				cancel.check();
				work.on(item);
			}
		} catch (Exception | Error e) {
			// The top of a worker thread: whatever ends it is handed to the thread that waits.
			failure.compareAndSet(null, e);
		}
	}

	/** Work under way is never abandoned: it is ended by its own cancellation. */
	private static void awaitAll(CountDownLatch running) {
		boolean interrupted = false;
		while (true) {
			try {
				running.await();
				break;
			} catch (InterruptedException e) {
				interrupted = true;
			}
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

	@SuppressWarnings("unchecked")
	private static <E extends Exception> void rethrow(Throwable failure) throws E {
		if (failure instanceof RuntimeException unchecked) {
			throw unchecked;
		}
		if (failure instanceof Error error) {
			throw error;
		}
		if (failure != null) {
			throw (E) failure;
		}
	}
}
