package org.cellssync.core.sync;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry.Absent;
import org.cellssync.core.tree.SyncPath;

/** Puts moves and changes into an order in which they can be done one after the other. */
public final class Planner {

	private static final Comparator<Change> DEEPEST_FIRST = Comparator
			.comparing((Change change) -> change.path().segments().length).reversed()
			.thenComparing(Change::path);

	private Planner() {
	}

	/**
	 * Returns the plan. On each end come first the moves, each after the folders it needs; then what clears
	 * the place for something of another type; folders, parents first; files and links; and at last, deepest
	 * first, what goes.
	 */
	public static Plan plan(Rebased rebased, Reconciliation reconciliation) {
		return new Plan(steps(rebased, Side.LOCAL, reconciliation.local()),
				steps(rebased, Side.REMOTE, reconciliation.remote()), reconciliation.agreed(),
				rebased.agreed(),
				reconciliation.conflicts(), reconciliation.blocked(),
				unproven(rebased, Side.LOCAL, reconciliation.unprovenLocal()),
				unproven(rebased, Side.REMOTE, reconciliation.unprovenRemote()), rebased.order(),
				reconciliation.held());
	}

	private static SortedSet<SyncPath> unproven(Rebased rebased, Side side, Collection<SyncPath> paths) {
		SortedSet<SyncPath> places = new TreeSet<>(rebased.unproven(side));
		paths.forEach(path -> places.add(rebased.placeNow(side, path)));
		return places;
	}

	private static List<Step> steps(Rebased rebased, Side side, List<Change> changes) {
		List<Change> clearings = new ArrayList<>();
		List<Change> folders = new ArrayList<>();
		List<Change> contents = new ArrayList<>();
		List<Change> deletions = new ArrayList<>();
		for (Change change : changes) {
			if (!change.after().exists()) {
				deletions.add(change);
				continue;
			}
			List<Change> made = change.after() instanceof Directory ? folders : contents;
			if (change.before().exists() && (made == folders || change.before() instanceof Directory)) {
				clearings.add(new Change(change.path(), change.before(), Absent.ABSENT));
				made.add(new Change(change.path(), Absent.ABSENT, change.after()));
			} else {
				made.add(change);
			}
		}
		clearings.sort(DEEPEST_FIRST);
		deletions.sort(DEEPEST_FIRST);
		List<Step> steps = new ArrayList<>(rebased.steps(side));
		steps.addAll(clearings);
		steps.addAll(folders);
		steps.addAll(contents);
		steps.addAll(deletions);
		return steps;
	}
}
