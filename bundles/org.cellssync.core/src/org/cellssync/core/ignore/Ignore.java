package org.cellssync.core.ignore;

import java.util.List;

import org.cellssync.core.tree.SyncPath;

/**
 * Tells what is left out. A name that is left out takes part on no end and in no ancestor, and so is never
 * deleted for it. Thread-safe; answers never change.
 */
@FunctionalInterface
public interface Ignore {

	/** Leaves nothing out. */
	Ignore NOTHING = (path, directory) -> false;

	/**
	 * Returns whether this entry is left out, and with a directory all below it. Asked from the root down:
	 * what stands below a folder that is left out need not be answered for.
	 */
	boolean ignored(SyncPath path, boolean directory);

	/** Returns whether this entry or a folder above it is left out. */
	default boolean covers(SyncPath path, boolean directory) {
		return !path.isRoot() && (ignored(path, directory) || covers(path.parent(), true));
	}

	/** Returns what leaves out what this or {@code other} leaves out. */
	default Ignore and(Ignore other) {
		return (path, directory) -> ignored(path, directory) || other.ignored(path, directory);
	}

	/** Returns what leaves out what any of {@code all} leaves out. */
	static Ignore combine(List<Ignore> all) {
		return all.stream().reduce(NOTHING, Ignore::and);
	}

	/**
	 * Returns what leaves out all that one of the patterns of a task matches.
	 * <p>
	 * A pattern without a slash matches names at any depth; one with a slash before its end matches whole
	 * paths from the root of the task. {@code *} stands for any text without slash, {@code ?} for one such
	 * character, {@code **} for any text with slashes too; a slash at the end matches folders only. Blank
	 * patterns match nothing.
	 */
	static Ignore of(List<String> patterns) {
		return combine(patterns.stream().filter(text -> !text.isBlank()).<Ignore>map(Glob::of).toList());
	}
}
