package org.cellssync.core.sync;

import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

import org.cellssync.core.tree.SyncPath;

/**
 * Three trees as they stand once all moves are done, and the moves.
 * <p>
 * All paths of {@code trees} are those after the moves, on both ends; {@link #placeNow} tells where something
 * stands before them. A move's own paths are those at its turn.
 *
 * @param trees every node at the place where it ends
 * @param localSteps what to move on the left end, in this order, with the folders that must be made for it
 * @param remoteSteps what to move on the right end, in this order, with the folders that must be made for it
 * @param order all moves as the ancestor takes them, in this order
 * @param unprovenLocal unread files of the left end that may have moved, where they stand now; else they
 *            count as new
 * @param unprovenRemote unread files of the right end that may have moved, where they stand now; else they
 *            count as new
 */
public record Rebased(Trees trees, List<Step> localSteps, List<Step> remoteSteps, List<AncestorMove> order,
		SortedSet<SyncPath> unprovenLocal, SortedSet<SyncPath> unprovenRemote) {

	/** Copies the lists and sets. */
	public Rebased {
		localSteps = List.copyOf(localSteps);
		remoteSteps = List.copyOf(remoteSteps);
		order = List.copyOf(order);
		unprovenLocal = Collections.unmodifiableSortedSet(new TreeSet<>(unprovenLocal));
		unprovenRemote = Collections.unmodifiableSortedSet(new TreeSet<>(unprovenRemote));
	}

	/** Returns trees in which nothing has moved. */
	public static Rebased unmoved(Trees trees) {
		return new Rebased(trees, List.of(), List.of(), List.of(), new TreeSet<>(), new TreeSet<>());
	}

	/** Returns the same moves with other trees. */
	public Rebased with(Trees others) {
		return new Rebased(others, localSteps, remoteSteps, order, unprovenLocal, unprovenRemote);
	}

	/** Returns what to move on the left end. */
	public List<Move> local() {
		return of(Side.LOCAL);
	}

	/** Returns what to move on the right end. */
	public List<Move> remote() {
		return of(Side.REMOTE);
	}

	/** Returns what both ends have moved alike, as the ancestor takes it. */
	public List<Move> agreed() {
		return order.stream().filter(each -> each.step().isEmpty()).map(AncestorMove::move).toList();
	}

	/** Returns all moves, of one end or both. */
	public List<Move> moves() {
		return order.stream().map(AncestorMove::move).toList();
	}

	/** Returns what to move on one end. */
	public List<Move> of(Side side) {
		return steps(side).stream().filter(Move.class::isInstance).map(Move.class::cast).toList();
	}

	/** Returns what to move on one end, with the folders that must be made for it. */
	public List<Step> steps(Side side) {
		return side == Side.LOCAL ? localSteps : remoteSteps;
	}

	/** Returns the unread files of one end that may have moved. */
	public SortedSet<SyncPath> unproven(Side side) {
		return side == Side.LOCAL ? unprovenLocal : unprovenRemote;
	}

	/** Returns where an end holds now what {@code path} names once its moves are done. */
	public SyncPath placeNow(Side side, SyncPath path) {
		SyncPath place = path;
		for (Move move : of(side).reversed()) {
			place = place.relocated(move.to(), move.from());
		}
		return place;
	}
}
