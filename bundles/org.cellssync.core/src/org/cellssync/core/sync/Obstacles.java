package org.cellssync.core.sync;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

import org.cellssync.core.sync.Relocation.Obstacle;
import org.cellssync.core.sync.Relocation.Obstacle.After;
import org.cellssync.core.sync.Relocation.Obstacle.Never;
import org.cellssync.core.sync.Relocation.Obstacle.None;
import org.cellssync.core.sync.Relocation.Obstacle.TakeBack;

import org.cellssync.core.tree.Entry.Blocked;
import org.cellssync.core.tree.SyncPath;

/** Tells what keeps a relocation from being done, in the ancestor or on the end that has to do it. */
final class Obstacles {

	private final Draft ancestor;
	private final Map<Draft, MovingNode> nodes;
	private final Map<Side, Whereabouts> whereabouts;
	private final Rules rules;

	/**
	 * @param nodes all that move or that something moves into, by where they stand in each of the trees; live
	 */
	Obstacles(Draft ancestor, Map<Draft, MovingNode> nodes, Map<Side, Whereabouts> whereabouts, Rules rules) {
		this.ancestor = ancestor;
		this.nodes = nodes;
		this.whereabouts = whereabouts;
		this.rules = rules;
	}

	/** Returns what keeps {@code relocation}, which is pending, from being done now. */
	Obstacle of(Relocation relocation) {
		Draft node = relocation.node().inAncestor();
		Draft folder = relocation.folder().inAncestor();
		if (!node.isWithin(ancestor) || !folder.isWithin(ancestor)) {
			return new Never(Optional.empty());
		}
		return inside(relocation, node, folder, Optional.empty())
				.or(() -> relocation.receiver().flatMap(side -> onEnd(relocation, side)))
				.or(() -> occupied(relocation, folder, Optional.empty()))
				.orElse(None.NONE);
	}

	private Optional<Obstacle> onEnd(Relocation relocation, Side side) {
		Optional<Draft> node = relocation.node().on(side);
		Optional<Draft> folder = relocation.folder().on(side);
		if (node.isEmpty() || folder.isEmpty()) {
			return Optional.of(new Never(Optional.empty()));
		}
		return inside(relocation, node.get(), folder.get(), Optional.of(side))
				.or(() -> misplaced(relocation.folder().inAncestor(), folder.get(), side))
				.or(() -> occupied(relocation, folder.get(), Optional.of(side)));
	}

	/**
	 * A folder cannot move into itself: what shall be above it must come out of it first. Where the ends
	 * moved two folders into each other the right end's move counts.
	 */
	private Optional<Obstacle> inside(Relocation relocation, Draft node, Draft folder, Optional<Side> side) {
		if (!folder.isWithin(node)) {
			return Optional.empty();
		}
		Optional<Obstacle> takenBack = Optional.empty();
		for (Draft each = folder; each != node; each = each.parent()) {
			Optional<Relocation> pending = Optional.ofNullable(nodes.get(each)).flatMap(MovingNode::pending);
			if (pending.filter(first -> side.isEmpty() || first.receiver().equals(side)).isPresent()) {
				return pending.map(first -> new After(first, false));
			}
			takenBack = takenBack
					.or(() -> pending.filter(first -> first.isFor(Side.REMOTE)).map(TakeBack::new));
		}
		if (relocation.isFor(Side.REMOTE) && side.isPresent()) {
			return Optional.of(new TakeBack(relocation));
		}
		return takenBack.or(() -> Optional.of(new Never(Optional.empty())));
	}

	/**
	 * The folder must have the same path in the ancestor and on the receiving end, and keep it: what that end
	 * moved above the folder the ancestor must have taken over before.
	 */
	private Optional<Obstacle> misplaced(Draft inAncestor, Draft onEnd, Side side) {
		Optional<Obstacle> movedThere = above(inAncestor, Optional.of(side));
		if (movedThere.isPresent() || inAncestor.path().equals(onEnd.path())) {
			return movedThere;
		}
		return above(inAncestor, Optional.empty()).or(() -> above(onEnd, Optional.empty()))
				.or(() -> Optional.of(new Never(Optional.empty())));
	}

	/** Tells what has still to move above a place, but for what an end has to move there. */
	private Optional<Obstacle> above(Draft place, Optional<Side> butFor) {
		for (Draft each = place; each != null; each = each.parent()) {
			Optional<Relocation> pending = Optional.ofNullable(nodes.get(each)).flatMap(MovingNode::pending)
					.filter(first -> butFor.isEmpty() || !first.receiver().equals(butFor));
			if (pending.isPresent()) {
				return pending.map(first -> new After(first, false));
			}
		}
		return Optional.empty();
	}

	/**
	 * On the receiving end the place must be free, or become so; in the ancestor what stays there is gone on
	 * both ends and gives way. What stands where a folder is to be made and moves away itself, perhaps into
	 * that folder, must go first.
	 */
	private Optional<Obstacle> occupied(Relocation relocation, Draft folder, Optional<Side> side) {
		Draft place = folder;
		for (String name : relocation.to().made()) {
			place = place.child(name);
			Optional<Obstacle> leaving = leaving(place, side);
			if (leaving.isPresent()) {
				return leaving;
			}
			if (side.isPresent() && place.exists() && !place.isDirectory()) {
				return Optional.of(new Never(place.blocked()));
			}
			Optional<Blocked> kept = Optional.ofNullable(nodes.get(place)).flatMap(MovingNode::kept);
			if (kept.isPresent()) {
				return Optional.of(new Never(kept));
			}
		}
		Draft last = place.child(relocation.to().name());
		if (!last.exists() || nodes.get(last) == relocation.node()) {
			return Optional.empty();
		}
		return leaving(last, side)
				.or(() -> side.isPresent() ? staying(relocation, last, side.get())
						: keptBelow(last).or(() -> leavingFromBelow(last)));
	}

	/**
	 * What stays at the place gives way where the other end has deleted it and nobody has changed it here, but not with what
	 * is to move there itself.
	 */
	private Optional<Obstacle> staying(Relocation relocation, Draft place, Side side) {
		Draft known = ancestor.at(place.path());
		SyncPath was = relocation.folder().was();
		for (String made : relocation.to().made()) {
			was = was.child(made);
		}
		was = was.child(relocation.to().name());
		boolean deletedThere = !whereabouts.get(side.other()).has(was)
				&& whereabouts.get(side.other()).hides(was).isEmpty();
		boolean unchanged = whereabouts.get(side).has(was)
				&& whereabouts.get(side).agreed(was).equals(place.entry());
		boolean holdsIt = relocation.node().on(side).filter(node -> node.isWithin(place)).isPresent();
		if (holdsIt || rules.keepsDeleted(side) || nodes.containsKey(place) || nodes.containsKey(known) || !deletedThere
				|| !unchanged || !place.entry().equals(known.entry())) {
			return Optional.of(taken(relocation, place));
		}
		return leavingFromBelow(known);
	}

	private Optional<Obstacle> leaving(Draft place, Optional<Side> side) {
		return Optional.ofNullable(nodes.get(place)).filter(occupant -> place.exists())
				.flatMap(occupant -> occupant.pending(side)).map(first -> new After(first, true));
	}

	/** What stays where it is until it can be read again is not forgotten meanwhile. */
	private Optional<Obstacle> keptBelow(Draft place) {
		return nodes.values().stream().filter(node -> node.kept().isPresent() && node.inAncestor().isWithin(place))
				.min(Comparator.comparing(MovingNode::was)).map(node -> new Never(node.kept()));
	}

	/** What gives way in the ancestor takes nothing with it that has still to move. */
	private Optional<Obstacle> leavingFromBelow(Draft place) {
		return nodes.values().stream()
				.filter(node -> node.pending().isPresent() && node.inAncestor().isWithin(place))
				.min(Comparator.comparing(MovingNode::was)).flatMap(MovingNode::pending)
				.map(first -> new After(first, true));
	}

	/** Of two nodes that were moved to one place, the one moved on the right end stays there. */
	private Obstacle taken(Relocation relocation, Draft place) {
		Optional<MovingNode> occupant = Optional.ofNullable(nodes.get(place));
		Optional<Relocation> other = occupant.flatMap(MovingNode::pending);
		if (other.isPresent() && relocation.isFor(Side.REMOTE)) {
			return new TakeBack(relocation);
		}
		return other.filter(each -> each.isFor(Side.REMOTE)).<Obstacle>map(TakeBack::new)
				.orElseGet(() -> new Never(place.blocked().or(() -> occupant.flatMap(MovingNode::kept))));
	}
}
