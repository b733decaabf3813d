package org.cellssync.core.sync;

import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a task was set up to do with changes.
 *
 * @param mode which way they travel
 * @param withoutDeletions the ends on which nothing is deleted because the other end deleted it
 */
public record Rules(Mode mode, SortedSet<Side> withoutDeletions) {

	/** Both ways, deletions too. */
	public static final Rules TWO_WAY = of(Mode.TWO_WAY);

	/** Copies the set. */
	public Rules {
		withoutDeletions = Collections.unmodifiableSortedSet(new TreeSet<>(withoutDeletions));
	}

	/** Returns the rules of a mode in which deletions travel. */
	public static Rules of(Mode mode) {
		return new Rules(mode, new TreeSet<>());
	}

	/** Returns the rules of a mode in which deletions do not travel to {@code ends}. */
	public static Rules withoutDeletions(Mode mode, Collection<Side> ends) {
		return new Rules(mode, new TreeSet<>(ends));
	}

	/** Returns the rules of a mode in which no deletion travels. */
	public static Rules withoutDeletions(Mode mode) {
		return withoutDeletions(mode, Set.of(Side.values()));
	}

	/** Returns whether nothing may be done on an end. */
	boolean leads(Side side) {
		return mode.lead().filter(side::equals).isPresent();
	}

	/** Returns whether an end follows the other one and is not followed. */
	boolean follows(Side side) {
		return leads(side.other());
	}

	/** Returns whether what the other end deleted stays on an end. */
	boolean keepsDeleted(Side side) {
		return withoutDeletions.contains(side);
	}
}
