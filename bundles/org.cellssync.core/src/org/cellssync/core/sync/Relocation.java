package org.cellssync.core.sync;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.cellssync.core.tree.Entry.Blocked;
import org.cellssync.core.tree.SyncPath;

/**
 * A node that has to change its place in the ancestor and, where one is given, on the receiving end.
 *
 * @param node what moves
 * @param folder what {@code to} names as its folder
 * @param to where it shall stand
 * @param receiver the end that has to move it
 * @param standsOn the ends that have it there already
 */
record Relocation(Node node, Node folder, Whereabouts.Place to, Optional<Side> receiver, Set<Side> standsOn) {

	/** A node of the ancestor that moves or that something moves into, as it stands in drafts of the three trees. */
	static final class Node {

		private final SyncPath was;
		private final Draft inAncestor;
		private final Map<Side, Draft> onEnds = new EnumMap<>(Side.class);
		private final Deque<Relocation> pending = new ArrayDeque<>();

		/** @param onEnds where it stands on the ends that have it */
		Node(SyncPath was, Draft inAncestor, Map<Side, Draft> onEnds) {
			this.was = was;
			this.inAncestor = inAncestor;
			this.onEnds.putAll(onEnds);
		}

		/** Returns the path the ancestor knew it by. */
		SyncPath was() {
			return was;
		}

		Draft inAncestor() {
			return inAncestor;
		}

		/** Returns the node in the tree of an end; empty where that end does not have it. */
		Optional<Draft> on(Side side) {
			return Optional.ofNullable(onEnds.get(side));
		}

		/** Returns whether it has still to move on an end, or in the ancestor where none is given. */
		boolean moves(Optional<Side> side) {
			return pending.stream().anyMatch(each -> side.isEmpty() || each.receiver().equals(side));
		}

		/** Returns what has still to be done with it, first things first. */
		Deque<Relocation> pending() {
			return pending;
		}
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
		 * @param forPlace whether the other's node stands where this one's shall stand
		 */
		record After(Relocation first, boolean forPlace) implements Obstacle {
		}

		/**
		 * What was moved on the left end must go back first, perhaps this one itself: the right end moved something to the
		 * same place.
		 *
		 * @param relocation what has the right end follow
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
