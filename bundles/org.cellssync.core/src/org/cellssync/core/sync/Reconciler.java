package org.cellssync.core.sync;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

import org.cellssync.core.sync.Conflict.Kind;
import org.cellssync.core.sync.Held.Why;
import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Entry.Absent;
import org.cellssync.core.tree.Entry.Blocked;
import org.cellssync.core.tree.Entry.File;
import org.cellssync.core.tree.Entry.Link;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.core.tree.Unread;

/**
 * Decides path by path what follows from three trees.
 * <ul>
 * <li>Both ends alike: agreed. One end as before: it takes what the other end holds.
 * <li>Deleted here, edited or created there: it comes back, with the folders above it; what is unchanged
 * goes.
 * <li>Edited on both ends: a conflict of this path alone, unless the content is the same; then the executable
 * bit is merged.
 * <li>Blocked on one end: nothing happens at or below the path, and no folder above it is deleted.
 * <li>Content that nobody has read and that may turn out to be what another tree holds: nothing is decided
 * yet.
 * </ul>
 * Where one end leads, nothing is done there: what the other one deleted is brought to it again, what it
 * created or changed is held. Where deletions do not travel to an end, what would be deleted there is held.
 */
public final class Reconciler {

	private final List<Change> agreed = new ArrayList<>();
	private final Map<Side, List<Change>> changes = new EnumMap<>(Side.class);
	private final List<Conflict> conflicts = new ArrayList<>();
	private final SortedSet<SyncPath> blocked = new TreeSet<>();
	private final Map<Side, SortedSet<SyncPath>> unproven = new EnumMap<>(Side.class);
	private final List<Held> held = new ArrayList<>();
	private final Rules rules;

	private Reconciler(Rules rules) {
		this.rules = rules;
		for (Side side : Side.values()) {
			changes.put(side, new ArrayList<>());
			unproven.put(side, new TreeSet<>());
		}
	}

	/** Returns what follows from {@code trees}. Time is proportional to what differs. */
	public static Reconciliation reconcile(Trees trees, Rules rules) {
		Reconciler reconciler = new Reconciler(rules);
		reconciler.decide(SyncPath.ROOT, trees);
		return reconciler.result();
	}

	/** Returns what follows from {@code trees} where deletions travel as all changes do. */
	public static Reconciliation reconcile(Trees trees, Mode mode) {
		return reconcile(trees, Rules.of(mode));
	}

	private Reconciliation result() {
		Comparator<Change> byPath = Comparator.comparing(Change::path);
		agreed.sort(byPath);
		changes.values().forEach(list -> list.sort(byPath));
		conflicts.sort(Comparator.comparing(Conflict::path));
		held.sort(Comparator.comparing(Held::path));
		return new Reconciliation(agreed, changes.get(Side.LOCAL), changes.get(Side.REMOTE), conflicts,
				blocked, unproven.get(Side.LOCAL), unproven.get(Side.REMOTE), held);
	}

	private static boolean isTrouble(Entry entry) {
		return entry instanceof Blocked blocked && blocked.reason().isTrouble();
	}

	/**
	 * Decides about a path and all below it. Returns whether neither end will hold anything there afterwards.
	 */
	private boolean decide(SyncPath path, Trees at) {
		Entry ancestor = at.ancestor();
		Entry local = at.local();
		Entry remote = at.remote();
		if (local instanceof Blocked || remote instanceof Blocked) {
			boolean matters = ancestor.exists() || local.exists() && remote.exists() || isTrouble(local)
					|| isTrouble(remote);
			if (matters && !isLeftOut(local) && !isLeftOut(remote)) {
				blocked.add(path);
			}
			return false;
		}
		if (local instanceof Directory && remote instanceof Directory) {
			if (!(ancestor instanceof Directory)) {
				agreed.add(new Change(path, ancestor, Directory.EMPTY));
			}
			decideBelow(path, at);
			return false;
		}
		if (dependsOnUnread(path, at)) {
			return false;
		}
		if (local instanceof File here && remote instanceof File there) {
			merge(path, ancestor, here, there);
			return false;
		}
		if (local.equals(remote)) {
			if (!ancestor.equals(local)) {
				agreed.add(new Change(path, ancestor, local));
			}
			return !local.exists();
		}
		for (Side side : Side.values()) {
			if (rules.follows(side) && !at.of(side).exists()) {
				return bringAgain(path, at, side);
			}
		}
		if (local.equals(ancestor)) {
			return adopt(path, at, Side.LOCAL);
		}
		if (remote.equals(ancestor)) {
			return adopt(path, at, Side.REMOTE);
		}
		return bothChanged(path, at);
	}

	private static boolean isLeftOut(Entry entry) {
		return entry instanceof Blocked stays && stays.reason().isWanted();
	}

	private void decideBelow(SyncPath path, Trees at) {
		Siblings.forEachDifferent(at, (name, child) -> decide(path.child(name), child));
	}

	/**
	 * Notes the files whose content must be known first: it may be the ancestor's after all, or the
	 * counterpart's.
	 */
	private boolean dependsOnUnread(SyncPath path, Trees at) {
		boolean depends = false;
		for (Side side : Side.values()) {
			if (at.of(side) instanceof File file && file.content() instanceof Unread
					&& !file.equals(at.ancestor())
					&& (sameSize(file, at.ancestor()) || sameSize(file, at.of(side.other())))) {
				unproven.get(side).add(path);
				depends = true;
			}
		}
		return depends;
	}

	private static boolean sameSize(File file, Entry other) {
		return other instanceof File that && file.size() == that.size();
	}

	private static boolean sameContent(File file, Entry other) {
		return other instanceof File that && file.content().equals(that.content());
	}

	/**
	 * Merges content and executable bit each for itself, where one end already holds the outcome: what a step
	 * makes must be what both ends hold then.
	 */
	private void merge(SyncPath path, Entry ancestor, File local, File remote) {
		File content = sameContent(local, ancestor) ? remote : local;
		File merged = new File(content.content(), content.size(), executable(ancestor, local, remote));
		boolean contentMerges = sameContent(local, remote) || sameContent(local, ancestor)
				|| sameContent(remote, ancestor);
		if (!contentMerges || !local.equals(merged) && !remote.equals(merged)) {
			Kind kind = ancestor instanceof File ? Kind.EDIT_EDIT : Kind.CREATE_CREATE;
			conflicts.add(new Conflict(path, kind, ancestor, local, remote));
		} else if (!local.equals(merged)) {
			change(Side.LOCAL, path, local, merged);
		} else if (!remote.equals(merged)) {
			change(Side.REMOTE, path, remote, merged);
		} else {
			agreed.add(new Change(path, ancestor, merged));
		}
	}

	/**
	 * Where the ends differ, one of them changed what the ancestor held; new files are executable where one
	 * of them is.
	 */
	private static boolean executable(Entry ancestor, File local, File remote) {
		boolean before = ancestor instanceof File file && file.executable();
		return local.executable() == remote.executable() ? local.executable() : !before;
	}

	/** Has one end come to hold something else, where the rules let it. */
	private void change(Side side, SyncPath path, Entry before, Entry after) {
		if (rules.leads(side)) {
			held.add(new Held(path, side.other(), Why.FOREIGN));
		} else if (keepsDeleted(side, before, after)) {
			held.add(new Held(path, side, Why.NOT_DELETED));
		} else {
			changes.get(side).add(new Change(path, before, after));
		}
	}

	private boolean keepsDeleted(Side side, Entry before, Entry after) {
		return rules.keepsDeleted(side) && before.exists()
				&& (!after.exists() || before instanceof Directory);
	}

	/** The end that follows has lost what the other one holds. */
	private boolean bringAgain(SyncPath path, Trees at, Side side) {
		if (!(at.of(side.other()) instanceof Directory)) {
			return adopt(path, at, side);
		}
		change(side, path, Absent.ABSENT, Directory.EMPTY);
		decideBelow(path, at);
		return false;
	}

	/** Has one end take what the other end holds, expanded to one change for each entry. */
	private boolean adopt(SyncPath path, Trees at, Side side) {
		Entry before = at.of(side);
		Entry after = at.of(side.other());
		if (rules.leads(side) || keepsDeleted(side, before, after)) {
			change(side, path, before, after);
			return false;
		}
		if (after instanceof Directory) {
			change(side, path, before, Directory.EMPTY);
			decideBelow(path, Trees.of(Absent.ABSENT, side, Absent.ABSENT, after));
			return false;
		}
		change(side, path, before, after);
		return !after.exists();
	}

	/** Neither end is as before, they differ, and they are neither two folders nor two files. */
	private boolean bothChanged(SyncPath path, Trees at) {
		for (Side side : Side.values()) {
			boolean known = at.ancestor() instanceof Directory && at.of(side.other()) instanceof Directory;
			if (!at.of(side).exists()) {
				return known ? deleteUnchanged(path, at, side.other()) : adopt(path, at, side);
			}
			if (known) {
				replaceUnchanged(path, at, side.other());
				return false;
			}
		}
		conflicts.add(conflict(path, at));
		return false;
	}

	private static Conflict conflict(SyncPath path, Trees at) {
		Kind kind = !(at.local() instanceof Link && at.remote() instanceof Link) ? Kind.TYPE
				: at.ancestor() instanceof Link ? Kind.EDIT_EDIT : Kind.CREATE_CREATE;
		return new Conflict(path, kind, at.ancestor(), at.local(), at.remote());
	}

	/**
	 * The other end deleted a folder that {@code side} still holds, changed: what is unchanged goes, the rest
	 * stays.
	 */
	private boolean deleteUnchanged(SyncPath path, Trees at, Side side) {
		List<Change> here = changes.get(side);
		List<Change> there = changes.get(side.other());
		int hereBefore = here.size();
		int thereBefore = there.size();
		boolean[] allGo = { true };
		Siblings.forEachDifferent(at, (name, child) -> {
			SyncPath below = path.child(name);
			if (isLeftOut(child.of(side))) {
				held.add(new Held(below, side, Why.LEFT_OUT));
			} else if (child.of(side) instanceof Blocked) {
				blocked.add(below);
			}
			allGo[0] &= decide(below, child);
		});
		if (allGo[0] && rules.keepsDeleted(side)) {
			change(side, path, at.of(side), Absent.ABSENT);
			return false;
		}
		if (allGo[0]) {
			here.subList(hereBefore, here.size()).clear();
			change(side, path, at.of(side), Absent.ABSENT);
		} else if (there.size() > thereBefore) {
			change(side.other(), path, Absent.ABSENT, Directory.EMPTY);
		}
		return allGo[0];
	}

	/** The other end put something else in the place of a folder that {@code side} still holds, changed. */
	private void replaceUnchanged(SyncPath path, Trees at, Side side) {
		Reconciler draft = new Reconciler(Rules.TWO_WAY);
		Trees deleted = Trees.of(at.ancestor(), side, at.of(side), Absent.ABSENT);
		if (draft.deleteUnchanged(path, deleted, side)) {
			change(side, path, at.of(side), at.of(side.other()));
		} else if (!draft.changes.get(side.other()).isEmpty()) {
			conflicts.add(conflict(path, at));
		} else {
			blocked.addAll(draft.blocked);
			held.addAll(draft.held);
			unproven.get(side).addAll(draft.unproven.get(side));
		}
	}
}
