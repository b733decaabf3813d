package org.cellssync.api.endpoint;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

import org.cellssync.core.tree.SyncPath;

/** Where to look; never what happened. */
public sealed interface Hint {

	/** Anything may have changed. */
	enum Everything implements Hint {
		/** The only value. */
		EVERYTHING
	}

	/**
	 * Something at or below these paths may have changed; nothing else did.
	 *
	 * @param paths sorted; an empty set says that nothing changed
	 */
	record Paths(SortedSet<SyncPath> paths) implements Hint {
		/** Copies the paths. */
		public Paths {
			paths = Collections.unmodifiableSortedSet(new TreeSet<>(paths));
		}
	}

	/** Nothing changed. */
	Hint NOTHING = new Paths(new TreeSet<>());

	/** Returns a hint to some paths. */
	static Hint at(Collection<SyncPath> paths) {
		return new Paths(new TreeSet<>(paths));
	}

	/** Returns the hint to all that this and {@code other} hint to. */
	default Hint and(Hint other) {
		if (this instanceof Paths mine && other instanceof Paths theirs) {
			SortedSet<SyncPath> all = new TreeSet<>(mine.paths);
			all.addAll(theirs.paths);
			return new Paths(all);
		}
		return Everything.EVERYTHING;
	}

	/** Returns whether there is nothing to look at. */
	default boolean isNothing() {
		return this instanceof Paths hinted && hinted.paths.isEmpty();
	}
}
