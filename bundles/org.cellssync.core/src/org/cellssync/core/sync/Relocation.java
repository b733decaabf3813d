package org.cellssync.core.sync;

import java.util.Optional;

import org.cellssync.core.tree.Entry.Blocked;

/**
 * A node that has to stand elsewhere: in the ancestor and, where one is given, on the receiving end. The
 * other end, or both, have it there already.
 *
 * @param node what moves
 * @param folder what {@code to} names as its folder
 * @param to where it shall stand
 * @param receiver the end that has to move it
 */
record Relocation(MovingNode node, MovingNode folder, Whereabouts.Place to, Optional<Side> receiver) {

	boolean isFor(Side side) {
		return receiver.equals(Optional.of(side));
	}

	/** What keeps a relocation from being done now. */
	sealed interface Obstacle {

		/** Nothing. */
		enum None implements Obstacle {
			/** The only value. */
			NONE
		}

		/**
		 * Another one must be done first.
		 *
		 * @param first the other
		 * @param forPlace whether it waits for its place alone, and so could wait under another name in the
		 *            same folder
		 */
		record After(Relocation first, boolean forPlace) implements Obstacle {
		}

		/**
		 * The right end has moved something in its way: what was moved on the left end must go back first.
		 *
		 * @param relocation what has the right end follow the left one; perhaps the one that was asked for
		 */
		record TakeBack(Relocation relocation) implements Obstacle {
		}

		/**
		 * It cannot be done at all.
		 *
		 * @param blocked what stands in the way, where that is blocked
		 */
		record Never(Optional<Blocked> blocked) implements Obstacle {
		}
	}
}
