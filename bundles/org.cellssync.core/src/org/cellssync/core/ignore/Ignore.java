package org.cellssync.core.ignore;

import java.util.List;
import java.util.Optional;

import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Reason;
import org.cellssync.core.tree.SyncPath;

/**
 * Tells what is left out. What is left out takes part on no end and in no ancestor, and so is never deleted
 * for it. Thread-safe; answers never change.
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

	/**
	 * Returns why something that is left out stays even where the folder it stands in is deleted on the other
	 * end; empty where it goes with that folder. Asked only for what is left out.
	 */
	default Optional<Reason> kept(SyncPath path, boolean directory) {
		return Optional.empty();
	}

	/** Returns the rule for which something is left out; empty where no rule but the program itself does it. */
	default Optional<IgnoreRule> rule(SyncPath path, boolean directory) {
		return Optional.empty();
	}

	/** Returns what the tree of an end shows in the place of something that is left out. */
	default Entry shown(SyncPath path, boolean directory) {
		return kept(path, directory).<Entry>map(Entry.Blocked::of).orElse(Entry.Absent.ABSENT);
	}

	/** Returns whether this entry or a folder above it is left out. */
	default boolean covers(SyncPath path, boolean directory) {
		return why(path, directory).isPresent();
	}

	/** Returns why this entry is left out; empty where it takes part. */
	default Optional<LeftOut> why(SyncPath path, boolean directory) {
		if (path.isRoot()) {
			return Optional.empty();
		}
		return why(path.parent(), true).or(() -> ignored(path, directory)
				? Optional.of(new LeftOut(path, kept(path, directory), rule(path, directory)))
				: Optional.empty());
	}

	/** Returns what leaves out what this or {@code other} leaves out; where both do, this one is asked why. */
	default Ignore and(Ignore other) {
		return new Both(this, other);
	}

	/**
	 * Returns what leaves out the same but files of rules, which can be read so even where they leave themselves
	 * out.
	 */
	default Ignore butForRuleFiles() {
		return new ButForRuleFiles(this);
	}

	/** Returns what leaves out what any of {@code all} leaves out. */
	static Ignore combine(List<Ignore> all) {
		return all.stream().reduce(NOTHING, Ignore::and);
	}

	/** Returns what leaves out what rules of a task say, in the syntax of {@code .gitignore}. */
	static Ignore of(List<String> lines) {
		return IgnoreRules.NONE.withTask(lines);
	}
}
