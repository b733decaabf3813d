package org.cellssync.endpoint.cells.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

import org.cellssync.core.sync.Change;
import org.cellssync.core.tree.Entry;

/**
 * Two lanes of files that are to be sent: large ones, a few at a time, and small ones on all other seats, so that many small
 * files do not wait behind a few that take long, and these begin at once. A seat whose lane is empty helps in the other.
 * Thread-safe.
 */
final class Lanes {

	/** From this size on a file takes long: its bytes count, and not the call. */
	private static final long LARGE = 8L << 20;

	private final Queue<Change> small = new ArrayDeque<>();
	private final Queue<Change> large = new ArrayDeque<>();

	/** Lanes of files, each in their order. */
	Lanes(Collection<Change> files) {
		for (Change file : files) {
			(file.after() instanceof Entry.File entry && entry.size() >= LARGE ? large : small).add(file);
		}
	}

	/**
	 * Who sends one file after the other.
	 *
	 * @param large whether large files come first
	 */
	record Seat(boolean large) {
	}

	/** Returns seats: one in four for large files. */
	static List<Seat> seats(int count) {
		List<Seat> seats = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			seats.add(new Seat(i % 4 == 1));
		}
		return seats;
	}

	/** Returns the next file for a seat; empty where none is left. */
	synchronized Optional<Change> next(Seat seat) {
		Queue<Change> first = seat.large() ? large : small;
		Change file = first.poll();
		return Optional.ofNullable(file == null ? (seat.large() ? small : large).poll() : file);
	}

	/** Leaves nothing to be begun. */
	synchronized void clear() {
		small.clear();
		large.clear();
	}
}
