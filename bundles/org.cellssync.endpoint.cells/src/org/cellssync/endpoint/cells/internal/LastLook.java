package org.cellssync.endpoint.cells.internal;

import java.util.Collection;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

import org.cellssync.api.endpoint.Scan;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.ignore.Ignore;
import org.cellssync.core.tree.SyncPath;

/**
 * What the last look of this endpoint held, for one who compares it with what the server holds now. What steps did since is
 * not in it: once it is compared they are told of as places to look at, for at such a place the server may hold by now what
 * the look held, and not what the step left there. Thread-safe.
 */
final class LastLook {

	private static final int MOST_PATHS = ChangeInbox.MOST_PATHS;

	private final Consumer<Collection<SyncPath>> places;
	private Optional<Known> known = Optional.empty();
	/** Where steps acted since the last look; the folders of these where they are many. */
	private SortedSet<SyncPath> acted = new TreeSet<>();
	private boolean compared;
	private boolean looking;
	/** Grows with each look. */
	private long looks;

	/**
	 * A look.
	 *
	 * @param scan what it found
	 * @param ignore what it left out
	 * @param begun when it began, by {@link System#nanoTime()}
	 */
	record Known(Scan scan, Ignore ignore, long begun) {
	}

	/** @param places takes where steps acted on what is compared */
	LastLook(Consumer<Collection<SyncPath>> places) {
		this.places = places;
	}

	/** A look begins; it is followed by {@link #ended}. */
	synchronized void begun() {
		looking = true;
		looks++;
	}

	/** The look that was under way has ended; empty where it failed, so that the one before is the last one still. */
	synchronized void ended(Optional<Known> found) {
		looking = false;
		if (found.isPresent()) {
			known = found;
			acted = new TreeSet<>();
			compared = false;
		}
		notifyAll();
	}

	/** A step has come to its end at these places, whatever became of it. */
	synchronized void acted(Collection<SyncPath> paths) {
		if (compared) {
			places.accept(paths);
			return;
		}
		acted.addAll(paths);
		if (acted.size() > MOST_PATHS) {
			acted = ChangeInbox.folded(acted, MOST_PATHS);
		}
	}

	/**
	 * Returns the last look, to be compared with what the server shows from now on; empty where there is none. A look that
	 * is under way is waited for: what it has seen already may be out of date.
	 *
	 * @throws CancellationException once cancelled or interrupted
	 */
	synchronized Optional<Known> compare(Cancellation cancel) {
		long underWay = looks;
		try (var registration = cancel.onCancel(this::wake)) {
			while (looking && looks == underWay) {
				cancel.check();
				wait();
			}
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new CancellationException("interrupted");
		}
		cancel.check();
		compared = true;
		if (!acted.isEmpty()) {
			places.accept(acted);
			acted = new TreeSet<>();
		}
		return known;
	}

	private synchronized void wake() {
		notifyAll();
	}
}
