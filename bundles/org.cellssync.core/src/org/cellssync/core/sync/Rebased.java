package org.cellssync.core.sync;

import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

import org.cellssync.core.tree.SyncPath;

/**
 * Three trees as they stand once all moves are done, and the moves.
 * <p>
 * All paths of {@code trees} are those after the moves, on both ends; {@link #placeNow} tells where something stands before
 * them. A move's own paths are those at its turn.
 *
 * @param trees every node at the place where it ends
 * @param local what to move on the left end, in this order
 * @param remote what to move on the right end, in this order
 * @param agreed what both ends have moved alike, or the left end alone where the right end's place wins
 * @param order all of these in the order in which the ancestor takes them; between two moves its paths are those of the
 *            end that the next one is for
 * @param madeLocal folders to be made on the left end just before the first move into them
 * @param madeRemote folders to be made on the right end just before the first move into them
 */
public record Rebased(Trees trees, List<Move> local, List<Move> remote, List<Move> agreed, List<Move> order,
		SortedSet<SyncPath> madeLocal, SortedSet<SyncPath> madeRemote) {

	/** Copies the lists and sets. */
	public Rebased {
		local = List.copyOf(local);
		remote = List.copyOf(remote);
		agreed = List.copyOf(agreed);
		order = List.copyOf(order);
		madeLocal = Collections.unmodifiableSortedSet(new TreeSet<>(madeLocal));
		madeRemote = Collections.unmodifiableSortedSet(new TreeSet<>(madeRemote));
	}

	/** Returns trees in which nothing has moved. */
	public static Rebased unmoved(Trees trees) {
		return new Rebased(trees, List.of(), List.of(), List.of(), List.of(), new TreeSet<>(), new TreeSet<>());
	}

	/** Returns the same moves with other trees. */
	public Rebased with(Trees others) {
		return new Rebased(others, local, remote, agreed, order, madeLocal, madeRemote);
	}

	/** Returns what to move on one end. */
	public List<Move> of(Side side) {
		return side == Side.LOCAL ? local : remote;
	}

	/** Returns the folders to be made on one end for its moves. */
	public SortedSet<SyncPath> made(Side side) {
		return side == Side.LOCAL ? madeLocal : madeRemote;
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
