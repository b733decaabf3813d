package org.cellssync.core.sync;

import org.cellssync.core.tree.Entry;

/**
 * What both ends held when they last agreed, and what each holds now.
 *
 * @param ancestor the last agreed tree; never holds {@link Entry.Blocked} nor unread content
 * @param local the left end
 * @param remote the right end
 */
public record Trees(Entry ancestor, Entry local, Entry remote) {

	/** Returns the trees of which {@code side} holds {@code one} and the opposite end {@code other}. */
	public static Trees of(Entry ancestor, Side side, Entry one, Entry other) {
		return side == Side.LOCAL ? new Trees(ancestor, one, other) : new Trees(ancestor, other, one);
	}

	/** Returns the same with another tree of one end. */
	public Trees with(Side side, Entry tree) {
		return of(ancestor, side, tree, of(side.other()));
	}

	/** Returns the tree of one end. */
	public Entry of(Side side) {
		return side == Side.LOCAL ? local : remote;
	}
}
