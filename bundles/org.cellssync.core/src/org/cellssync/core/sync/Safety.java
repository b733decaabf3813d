package org.cellssync.core.sync;

import java.util.Collection;

import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Entry.Blocked;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.core.tree.Tree;

/** Stops plans that delete more than anybody is likely to have meant. */
public final class Safety {

	private Safety() {
	}

	/**
	 * Returns whether what {@code plan} does to one end may be carried out on {@code trees}, those it was made from. What
	 * moves is not deleted; each end is counted for itself, files and folders alike.
	 *
	 * @param decided what somebody decided about one by one, at the paths after all moves; it is not counted
	 */
	public static Gate check(Plan plan, Side side, Trees trees, Limits limits, Collection<SyncPath> decided) {
		long deleted = deletions(plan, side, decided);
		Entry cause = trees.of(side.other());
		if (deleted == 0) {
			return Gate.Go.GO;
		}
		if (!cause.exists()) {
			return new Gate.Halt(Danger.ROOT_MISSING, side, deleted);
		}
		if (cause instanceof Directory root && isEmpty(root)) {
			return new Gate.Halt(Danger.ROOT_EMPTIED, side, deleted);
		}
		long held = Tree.count(trees.of(side)) - 1;
		return limits.exceededBy(deleted, held) ? new Gate.Halt(Danger.MASS_DELETION, side, deleted) : Gate.Go.GO;
	}

	/** What is left out tells nothing. */
	private static boolean isEmpty(Directory root) {
		for (int i = 0; i < root.size(); i++) {
			if (!(root.entry(i) instanceof Blocked blocked && blocked.reason().isWanted())) {
				return false;
			}
		}
		return true;
	}

	private static long deletions(Plan plan, Side side, Collection<SyncPath> decided) {
		long items = 0;
		for (Step step : plan.of(side)) {
			if (step instanceof Change change && !change.after().exists()
					&& decided.stream().noneMatch(change.path()::startsWith)) {
				items += Tree.count(change.before());
			}
		}
		return items;
	}
}
