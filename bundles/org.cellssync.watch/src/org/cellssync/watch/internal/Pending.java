package org.cellssync.watch.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What was seen and not told yet: filled by the thread that watches, emptied by the one who waits.
 * Thread-safe.
 */
final class Pending {

	/** Above this many paths a look at everything costs less than the list. */
	private static final int LIMIT = 50_000;
	private static final int LONGEST_IN_QUIET_TIMES = 10;

	private Set<Path> paths = new HashSet<>();
	private boolean everything;
	private IOException end;
	private long lastAdded;

	/** A path may have changed. */
	synchronized void add(Path path) {
		if (!everything && paths.add(path) && paths.size() > LIMIT) {
			addEverything();
		}
		added();
	}

	/** Events were lost. */
	synchronized void addEverything() {
		everything = true;
		paths = new HashSet<>();
		added();
	}

	/** Nothing will be seen any more; the first reason stays. */
	synchronized void end(IOException reason) {
		if (end == null) {
			end = reason;
		}
		notifyAll();
	}

	private void added() {
		lastAdded = System.nanoTime();
		notifyAll();
	}

	/**
	 * Blocks as {@link org.cellssync.api.watch.Watch#await} does. What was seen before the end is not told
	 * any more.
	 */
	synchronized Optional<Set<Path>> take(Duration quiet) throws IOException, InterruptedException {
		while (end == null && paths.isEmpty() && !everything) {
			wait();
		}
		long begin = System.nanoTime();
		long longest = quiet.toNanos() * LONGEST_IN_QUIET_TIMES;
		while (end == null) {
			long now = System.nanoTime();
			long remaining = Math.min(lastAdded + quiet.toNanos(), begin + longest) - now;
			if (remaining <= 0) {
				return drain();
			}
			wait(remaining / 1_000_000, (int) (remaining % 1_000_000));
		}
		throw new IOException(end.getMessage(), end);
	}

	private Optional<Set<Path>> drain() {
		Optional<Set<Path>> told = everything ? Optional.empty() : Optional.of(paths);
		everything = false;
		paths = new HashSet<>();
		return told;
	}
}
