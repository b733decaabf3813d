package org.cellssync.core.sync;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.cellssync.core.tree.SyncPath;

/**
 * What to do on both ends, and what to remember. Steps are in the order in which they work one after the
 * other; the moves of both ends come before all other steps of either end, since paths of these are those
 * after the moves.
 *
 * @param local steps on the left end
 * @param remote steps on the right end
 * @param agreed what both ends hold alike and the ancestor does not know yet, at the paths after all moves
 * @param agreedMoves moves that both ends have done alike; the ancestor takes them
 * @param conflicts what somebody must decide
 * @param blocked paths at which something is kept from happening
 * @param unprovenLocal files of the left end that must be read before their path can be decided, where they
 *            stand now
 * @param unprovenRemote files of the right end that must be read before their path can be decided, where they
 *            stand now
 * @param moves all moves as the ancestor takes them, in this order
 * @param held what differs and stays so by the rules of the task, at the paths after all moves
 */
public record Plan(List<Step> local, List<Step> remote, List<Change> agreed, List<Move> agreedMoves,
		List<Conflict> conflicts, SortedSet<SyncPath> blocked, SortedSet<SyncPath> unprovenLocal,
		SortedSet<SyncPath> unprovenRemote, List<AncestorMove> moves, List<Held> held) {

	/** Copies the lists and sets. */
	public Plan {
		local = List.copyOf(local);
		remote = List.copyOf(remote);
		agreed = List.copyOf(agreed);
		agreedMoves = List.copyOf(agreedMoves);
		conflicts = List.copyOf(conflicts);
		blocked = Collections.unmodifiableSortedSet(new TreeSet<>(blocked));
		unprovenLocal = Collections.unmodifiableSortedSet(new TreeSet<>(unprovenLocal));
		unprovenRemote = Collections.unmodifiableSortedSet(new TreeSet<>(unprovenRemote));
		moves = List.copyOf(moves);
		held = List.copyOf(held);
	}

	/**
	 * A plan that holds nothing and whose moves the ancestor takes with the paths of the ends, in the order
	 * agreed, local, remote.
	 */
	public Plan(List<Step> local, List<Step> remote, List<Change> agreed, List<Move> agreedMoves,
			List<Conflict> conflicts, SortedSet<SyncPath> blocked, SortedSet<SyncPath> unprovenLocal,
			SortedSet<SyncPath> unprovenRemote) {
		this(local, remote, agreed, agreedMoves, conflicts, blocked, unprovenLocal, unprovenRemote,
				Stream.concat(agreedMoves.stream().map(move -> new AncestorMove(move, Optional.empty())),
						Stream.concat(moves(local), moves(remote))).toList(),
				List.of());
	}

	private static Stream<AncestorMove> moves(List<Step> steps) {
		return steps.stream().filter(Move.class::isInstance).map(Move.class::cast)
				.map(move -> new AncestorMove(move, Optional.of(move)));
	}

	/** Returns the same plan with more to remember. */
	public Plan agreeing(List<Change> more) {
		return more.isEmpty() ? this
				: new Plan(local, remote, Stream.concat(agreed.stream(), more.stream()).toList(), agreedMoves, conflicts,
						blocked, unprovenLocal, unprovenRemote, moves, held);
	}

	/**
	 * Returns whether there is nothing to do and nothing to remember; conflicts may be open, and
	 * something blocked or held.
	 */
	public boolean isEmpty() {
		return local.isEmpty() && remote.isEmpty() && agreed.isEmpty() && agreedMoves.isEmpty();
	}

	/** Returns the steps of one end. */
	public List<Step> of(Side side) {
		return side == Side.LOCAL ? local : remote;
	}

	/** Returns the files of one end that must be read before their path can be decided. */
	public SortedSet<SyncPath> unproven(Side side) {
		return side == Side.LOCAL ? unprovenLocal : unprovenRemote;
	}
}
