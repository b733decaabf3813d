package org.cellssync.store.lmdb.internal;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;

/**
 * The one thread that writes to an environment: a write transaction of LMDB belongs to the thread of the
 * system that began it. It is never interrupted.
 */
final class Writer implements AutoCloseable {

	private final ExecutorService thread;

	Writer(String name) {
		thread = Executors.newSingleThreadExecutor(work -> {
			Thread made = new Thread(work, name);
			made.setDaemon(true);
			return made;
		});
	}

	/**
	 * Runs {@code work} and returns when it has ended, also when this thread is interrupted meanwhile; its
	 * flag is set then.
	 *
	 * @throws IOException as {@code work} does
	 * @throws IllegalStateException when closed
	 */
	void run(Callable<Void> work) throws IOException {
		Future<Void> result;
		try {
			result = thread.submit(work);
		} catch (RejectedExecutionException e) {
			throw new IllegalStateException("the state is closed", e);
		}
		boolean interrupted = false;
		try {
			while (true) {
				try {
					result.get();
					return;
				} catch (InterruptedException e) {
					interrupted = true;
				}
			}
		} catch (ExecutionException e) {
			rethrow(e.getCause());
		} finally {
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

	private static void rethrow(Throwable cause) throws IOException {
		switch (cause) {
			case IOException e -> throw e;
			case RuntimeException e -> throw e;
			case Error e -> throw e;
			default -> throw new IllegalStateException(cause);
		}
	}

	/** Waits for what was submitted; takes nothing more. */
	@Override
	public void close() {
		thread.close();
	}
}
