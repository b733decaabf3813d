package org.cellssync.core.sync;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

import org.cellssync.core.sync.Whereabouts.Place;
import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry.Blocked;
import org.cellssync.core.tree.SyncPath;

/**
 * Finds what has moved, before paths are compared.
 * <p>
 * A node is found again by its id; where an id may have been given to another node since (file keys),
 * only if the content or the version is still the same, or folders share a name; and by its
 * content where no id is known. What is not read yet and may be such a file is to be read first. The outcome:
 * <ul>
 * <li>Moved on one end: it moves on the other, with all below it; what was edited inside is merged at the new
 * place.
 * <li>Moved on both ends to the same place: agreed. To different places: the right end's place counts.
 * <li>Two folders moved into each other, or two nodes to one place: the right end's move counts, the left
 * end's is taken back.
 * <li>Moved here, deleted there: it comes back at its new place.
 * <li>Its new place is held by something that was deleted to make room, and is unchanged on the other end:
 * that is deleted there first.
 * <li>Its new place is taken on the other end by something else: no move; the old path
 * counts as deleted and the new one as created, so that the content comes over anew or is in conflict, and is
 * never lost.
 * <li>Its new place is blocked on either end: it stays where it is on the other end, and its old path is
 * blocked, whatever has come there. So does what the other end moved into it.
 * <li>It waits under a temporary name since moves were cut short: it goes on to where the other end has it.
 * </ul>
 * Where one end leads, its places count: what was moved on the other end goes back, and nothing moves on the
 * one that leads.
 */
public final class Moves {

	private Moves() {
	}

	/** Returns the moves of two ends that both lead, as {@link #find(Trees, Ids, Rules)} does. */
	public static Rebased find(Trees trees, Ids ids) {
		return find(trees, ids, Rules.TWO_WAY);
	}

	/** Returns the moves where deletions travel as all changes do, as {@link #find(Trees, Ids, Rules)} does. */
	public static Rebased find(Trees trees, Ids ids, Mode mode) {
		return find(trees, ids, Rules.of(mode));
	}

	/**
	 * Returns the moves and the trees as they stand after them. Where nothing has moved the time is
	 * proportional to what differs, else to the size of what has moved and of its folders; where something is
	 * gone and there is a folder that nobody knows, the identities of the ancestor are gone through once.
	 */
	public static Rebased find(Trees trees, Ids ids, Rules rules) {
		if (!(trees.ancestor() instanceof Directory && trees.local() instanceof Directory
				&& trees.remote() instanceof Directory)) {
			return Rebased.unmoved(trees);
		}
		Map<Side, Whereabouts> whereabouts = new EnumMap<>(Side.class);
		SortedSet<SyncPath> moved = new TreeSet<>();
		for (Side side : Side.values()) {
			Whereabouts where = Tracker.track(trees, side, ids);
			whereabouts.put(side, where);
			moved.addAll(where.moved().keySet());
		}
		if (whereabouts.values().stream().allMatch(Whereabouts::isUnchanged)) {
			return new Rebased(trees, List.of(), List.of(), List.of(), whereabouts.get(Side.LOCAL).doubtful(),
					whereabouts.get(Side.REMOTE).doubtful());
		}
		SortedSet<SyncPath> takenBack = new TreeSet<>();
		while (true) {
			MoveSequence sequence = new MoveSequence(trees, whereabouts, rules);
			for (SyncPath was : moved) {
				if (takenBack.contains(was)) {
					sequence.addBack(was);
				} else {
					plan(was, whereabouts, rules.mode(), sequence);
				}
			}
			Rebased rebased = sequence.run();
			if (sequence.isDone()) {
				return rebased;
			}
			// What goes back may have found its old place taken meanwhile: whatever moved there must know of it from the
			// beginning.
			if (!takenBack.addAll(sequence.takenBack())) {
				if (sequence.stranded().isEmpty()) {
					return rebased;
				}
				moved.removeAll(sequence.stranded());
			}
		}
	}

	private static void plan(SyncPath was, Map<Side, Whereabouts> whereabouts, Mode mode,
			MoveSequence sequence) {
		Optional<Place> local = place(was, Side.LOCAL, whereabouts);
		Optional<Place> remote = place(was, Side.REMOTE, whereabouts);
		if (local.isPresent() && local.equals(remote)) {
			sequence.add(was, local.get(), Optional.empty());
			return;
		}
		Side winner = mode.lead()
				.orElse(remote.isEmpty() || remote.get().isTemporary() ? Side.LOCAL : Side.REMOTE);
		if (!whereabouts.get(winner).has(was) || !whereabouts.get(winner.other()).has(was)) {
			return;
		}
		Place to = (winner == Side.LOCAL ? local : remote).orElse(Place.of(was));
		if (to.isTemporary() && mode.lead().isEmpty()) {
			winner = winner.other();
			to = Place.of(was);
		}
		Side receiver = winner.other();
		Optional<Blocked> blocked = to.equals(Place.of(was)) ? Optional.empty()
				: whereabouts.get(winner).hiddenAbove(whereabouts.get(winner).now(was), whereabouts.get(receiver));
		if (blocked.isPresent()) {
			sequence.keep(was, winner, blocked.get());
			return;
		}
		sequence.add(was, to, Optional.of(receiver));
	}

	private static Optional<Place> place(SyncPath was, Side side, Map<Side, Whereabouts> whereabouts) {
		Whereabouts where = whereabouts.get(side);
		return Optional.ofNullable(where.moved().get(was))
				.map(is -> where.place(is, whereabouts.get(side.other())));
	}
}
