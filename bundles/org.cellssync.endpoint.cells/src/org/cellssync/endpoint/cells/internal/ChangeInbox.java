package org.cellssync.endpoint.cells.internal;

import java.time.Duration;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;

import org.cellssync.api.endpoint.Hint;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.tree.SyncPath;

/**
 * What the change stream told and nobody has taken yet. Bounded: too many paths become the folders they lie
 * in. Thread-safe.
 */
final class ChangeInbox {

	/** Events of one action come within this time; they are told together. */
	private static final long SOON = Duration.ofMillis(100).toNanos();
	/** What we did ourselves is known: looking at it, to learn who the new nodes are, is in no hurry. */
	private static final long LATER = Duration.ofSeconds(1).toNanos();
	static final int MOST_PATHS = 1000;

	private SortedSet<SyncPath> paths = new TreeSet<>();
	private boolean everything;
	private boolean closed;
	private long due = Long.MAX_VALUE;

	/** Adds where something changed. */
	synchronized void add(Collection<SyncPath> changed, boolean own) {
		if (everything || changed.isEmpty()) {
			return;
		}
		paths.addAll(changed);
		if (paths.size() > MOST_PATHS) {
			paths = folded(paths, MOST_PATHS);
		}
		hasten(own ? LATER : SOON);
	}

	/** Adds where to look after a while at the latest. */
	synchronized void add(SyncPath path, Duration pause) {
		if (!everything) {
			paths.add(path);
			hasten(pause.toNanos());
		}
	}

	/** Adds that anything may have changed. */
	synchronized void addEverything() {
		everything = true;
		paths.clear();
		hasten(0);
	}

	private void hasten(long delay) {
		long at = System.nanoTime() + delay;
		if (due == Long.MAX_VALUE || at - due < 0) {
			due = at;
			notifyAll();
		}
	}

	/** Ends all waiting. */
	synchronized void close() {
		closed = true;
		notifyAll();
	}

	/**
	 * Waits until there is something, and takes all of it.
	 *
	 * @throws CancellationException once cancelled or closed
	 */
	synchronized Hint take(Cancellation cancel) {
		try (var registration = cancel.onCancel(this::wake)) {
			while (true) {
				cancel.check();
				if (closed) {
					throw new CancellationException("closed");
				}
				long left = due - System.nanoTime();
				if (due != Long.MAX_VALUE && left <= 0) {
					return taken();
				}
				if (due == Long.MAX_VALUE) {
					wait();
				} else {
					wait(left / 1_000_000, (int) (left % 1_000_000));
				}
			}
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new CancellationException("interrupted");
		}
	}

	private synchronized void wake() {
		notifyAll();
	}

	private Hint taken() {
		Hint hint = everything || paths.contains(SyncPath.ROOT) ? Hint.Everything.EVERYTHING : Hint.at(paths);
		paths = new TreeSet<>();
		everything = false;
		due = Long.MAX_VALUE;
		return hint;
	}

	/**
	 * Returns no more than {@code most} paths that hold all of {@code paths}: the deepest give way to their
	 * folders.
	 */
	static SortedSet<SyncPath> folded(SortedSet<SyncPath> paths, int most) {
		SortedSet<SyncPath> folded = paths;
		while (folded.size() > most) {
			int deepest = folded.stream().mapToInt(ChangeInbox::depth).max().orElse(0);
			SortedSet<SyncPath> next = new TreeSet<>();
			for (SyncPath path : folded) {
				next.add(depth(path) == deepest ? path.parent() : path);
			}
			folded = next;
		}
		return folded;
	}

	private static int depth(SyncPath path) {
		return path.isRoot() ? 0
				: 1 + (int) path.value().chars().filter(character -> character == '/').count();
	}
}
