package org.cellssync.core.sync;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

import org.cellssync.core.tree.Entry.Blocked;
import org.cellssync.core.tree.SyncPath;

/**
 * A node of the ancestor that moves or that something moves into, as it stands in drafts of the three trees.
 */
final class MovingNode {

	private final SyncPath was;
	private final Draft inAncestor;
	private final Map<Side, Draft> onEnds = new EnumMap<>(Side.class);
	private Relocation pending;
	private Blocked kept;

	/** @param onEnds where it stands on the ends that have it */
	MovingNode(SyncPath was, Draft inAncestor, Map<Side, Draft> onEnds) {
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

	/** Returns where it has still to go. */
	Optional<Relocation> pending() {
		return Optional.ofNullable(pending);
	}

	/** Returns where it has still to go on an end, or in the ancestor where none is given. */
	Optional<Relocation> pending(Optional<Side> side) {
		return pending().filter(each -> side.isEmpty() || each.receiver().equals(side));
	}

	/** Returns why it stays where it is on each end, and in the ancestor, if it does. */
	Optional<Blocked> kept() {
		return Optional.ofNullable(kept);
	}

	void keep(Blocked blocked) {
		kept = blocked;
	}

	/** Has it go elsewhere; with null it stays where it is. */
	void setPending(Relocation relocation) {
		pending = relocation;
	}
}
