package org.cellssync.endpoint.local.internal;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * Brings the files of a batch to stable storage, all at once, so that the file system can do it in one go.
 */
final class Forcing {

	private final Disk disk;
	private final ExecutorService threads;
	private final Map<Received, Future<Void>> running = new HashMap<>();

	Forcing(Disk disk, ExecutorService threads) {
		this.disk = disk;
		this.threads = threads;
	}

	void begin(List<Received> batch) {
		running.clear();
		for (Received file : batch) {
			if (!file.same()) {
				running.put(file, threads.submit(() -> {
					disk.force(file.channel());
					return null;
				}));
			}
		}
	}

	/**
	 * Returns when the file is on stable storage; an interruption is kept for later, since the work must end
	 * anyway.
	 */
	void await(Received file) throws IOException {
		Future<Void> future = running.get(file);
		boolean interrupted = false;
		while (future != null) {
			try {
				future.get();
				future = null;
			} catch (InterruptedException e) {
				interrupted = true;
			} catch (ExecutionException e) {
				if (e.getCause() instanceof IOException known) {
					throw known;
				}
				throw new IllegalStateException(e.getCause());
			}
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}
}
