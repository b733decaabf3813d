package org.cellssync.endpoint.cells.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.cellssync.core.sync.Move;
import org.cellssync.core.tree.Identities;
import org.cellssync.core.tree.Identity;
import org.cellssync.core.tree.SyncPath;

/**
 * How nodes are called on the server: an existing one by the name it was listed with, which may be of another
 * Unicode form; a new one by its path. Follows moves as they are done. Thread-safe.
 */
final class ExactNames {

	private final Identities identities;
	private final List<Move> moves = new ArrayList<>();
	private long lastMove;

	ExactNames(Identities identities) {
		this.identities = identities;
	}

	/** Returns whether a move was done within this time. */
	synchronized boolean movedWithin(Duration time) {
		return !moves.isEmpty() && System.nanoTime() - lastMove < time.toNanos();
	}

	/** Tells that a move was done: what stood at its source, with its names, stands at its target. */
	synchronized void moved(Move move) {
		moves.add(move);
		lastMove = System.nanoTime();
	}

	/** Returns the exact path. */
	String of(SyncPath path) {
		StringBuilder exact = new StringBuilder();
		SyncPath current = SyncPath.ROOT;
		for (String name : path.segments()) {
			current = current.child(name);
			exact.append(exact.isEmpty() ? "" : "/").append(name(current));
		}
		return exact.toString();
	}

	private String name(SyncPath path) {
		if (isTarget(path)) {
			return path.name();
		}
		return identity(path).map(Identity::exactName).orElse(path.name());
	}

	private synchronized boolean isTarget(SyncPath path) {
		return moves.stream().anyMatch(move -> move.to().equals(path));
	}

	/** Returns who was seen at a path, moves taken into account. */
	Optional<Identity> identity(SyncPath path) {
		return identities.of(origin(path));
	}

	private synchronized SyncPath origin(SyncPath path) {
		SyncPath origin = path;
		for (int i = moves.size() - 1; i >= 0; i--) {
			origin = origin.relocated(moves.get(i).to(), moves.get(i).from());
		}
		return origin;
	}
}
