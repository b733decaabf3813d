package org.cellssync.endpoint.local.internal;

import java.util.ArrayList;
import java.util.List;

import org.cellssync.core.sync.Change;
import org.cellssync.core.sync.Move;
import org.cellssync.core.sync.Step;
import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;

/**
 * Steps that may be done together.
 *
 * @param single moves, deletions, links and changes of mode, to be done one by one in this order
 * @param folders folders to make, parents first, after the single steps
 * @param files files to receive, after the folders
 */
record Changes(List<Step> single, List<Change> folders, List<Change> files) {

	/**
	 * Returns the steps in groups to be done one after the other; only folders and files between two others
	 * change places.
	 */
	static List<Changes> grouped(List<Step> steps) {
		List<Changes> groups = new ArrayList<>();
		Changes group = new Changes(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
		for (Step step : steps) {
			boolean growth = step instanceof Change change && isGrowth(change);
			if (!growth && !(group.folders.isEmpty() && group.files.isEmpty())) {
				groups.add(group);
				group = new Changes(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
			}
			group.add(step);
		}
		groups.add(group);
		return groups;
	}

	private static boolean isGrowth(Change change) {
		return change.after() instanceof Directory
				|| change.after() instanceof Entry.File && !isModeOnly(change);
	}

	/** Returns whether only the executable bit of a file changes. */
	static boolean isModeOnly(Change change) {
		return change.before() instanceof Entry.File before && change.after() instanceof Entry.File after
				&& before.content().equals(after.content()) && before.executable() != after.executable();
	}

	private void add(Step step) {
		switch (step) {
			case Move move -> single.add(move);
			case Change change when !isGrowth(change) -> single.add(change);
			case Change change when change.after() instanceof Directory -> folders.add(change);
			case Change change -> files.add(change);
		}
	}
}
