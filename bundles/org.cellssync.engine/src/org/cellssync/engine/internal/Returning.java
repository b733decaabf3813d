package org.cellssync.engine.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.cellssync.core.sync.Change;
import org.cellssync.core.sync.Ids;
import org.cellssync.core.sync.Plan;
import org.cellssync.core.sync.Side;
import org.cellssync.core.sync.Step;
import org.cellssync.core.sync.Trees;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Identity;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.core.tree.Tree;

/**
 * Tells whether a plan has something made on an end that stood there when both ends last agreed, and is gone. It may have
 * moved there to where no hint has told of yet, and would come to be twice.
 */
final class Returning {

	private Returning() {
	}

	/**
	 * Returns whether something comes back.
	 *
	 * @param trees as they stand after the plan's moves
	 * @param ids who the entries are, before the plan's moves
	 */
	static boolean isPlanned(Plan plan, Side side, Trees trees, Ids ids) {
		Map<String, Identity> made = new HashMap<>();
		for (Step step : plan.of(side)) {
			if (step instanceof Change change && change.before() == Entry.Absent.ABSENT && change.after().exists()) {
				if (Tree.at(trees.ancestor(), change.path()).exists()) {
					return true;
				}
				ids.of(side.other()).of(change.path()).filter(Identity::hasId).ifPresent(id -> made.put(id.id(), id));
			}
		}
		return isKnown(made, ids, side.other());
	}

	/** Where both ends moved something, and one of them does not show it, it is new to the plan. */
	private static boolean isKnown(Map<String, Identity> made, Ids ids, Side source) {
		if (made.isEmpty()) {
			return false;
		}
		for (SyncPath path : ids.ancestor(source).of(made.keySet())) {
			Optional<Identity> then = ids.ancestor(source).of(path);
			// An id that is given again counts where the version is the same, too.
			if (ids.isLasting(source) || then.filter(id -> id.version().equals(made.get(id.id()).version())).isPresent()) {
				return true;
			}
		}
		return false;
	}
}
