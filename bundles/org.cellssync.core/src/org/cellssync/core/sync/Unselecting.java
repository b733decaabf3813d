package org.cellssync.core.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

import org.cellssync.core.ignore.Ignore;
import org.cellssync.core.ignore.Selection;
import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Entry.Absent;
import org.cellssync.core.tree.Entry.File;
import org.cellssync.core.tree.Entry.Link;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.core.tree.Tree;
import org.cellssync.core.tree.Unread;

/**
 * Tells what can go from the left end once folders take part no more: what both ends agreed on and still
 * hold. Nothing else does: not what was edited or created on either end, nor what cannot be read.
 * <p>
 * Safe against a crash at any point if done in this order: keep the new selection, and with it which folders
 * are to be cleared; from then on plans are made without them, so that nothing that is missing there is a
 * deletion for the other end. Then look at both ends as before the change, remove what this tells, and in one
 * commit forget what was agreed below the cleared folders and that they were to be cleared. After a crash the
 * removal is worked out anew, from what is left.
 */
public final class Unselecting {

	private Unselecting() {
	}

	/**
	 * Returns the deletions on the left end, in the order of paths; a folder of which all goes is one.
	 *
	 * @param trees with all that took part so far
	 * @param next what takes part from now on
	 */
	public static List<Change> removals(Trees trees, Selection next) {
		List<Change> removals = new ArrayList<>();
		find(SyncPath.ROOT, trees, next, removals);
		return removals;
	}

	/**
	 * Returns the files of one end whose content must be known before anything can be told about them: they have
	 * the size of what was agreed on, as the other end's have.
	 *
	 * @param trees with all that took part so far
	 * @param next what takes part from now on
	 */
	public static SortedSet<SyncPath> unproven(Trees trees, Selection next, Side side) {
		SortedSet<SyncPath> unproven = new TreeSet<>();
		Tree.walk(SyncPath.ROOT, trees.ancestor(), (path, entry) -> {
			if (entry instanceof File agreed && next.covers(path, false)
					&& Tree.at(trees.of(side), path) instanceof File file && file.content() instanceof Unread
					&& file.size() == agreed.size() && Tree.at(trees.of(side.other()), path) instanceof File other
					&& other.size() == agreed.size()) {
				unproven.add(path);
			}
		});
		return unproven;
	}

	/**
	 * Returns what takes part no more, and is still there: of a folder that is left out only the folder.
	 *
	 * @param local the left end with all that took part so far
	 * @param next what takes part from now on
	 */
	public static SortedSet<SyncPath> remains(Entry local, Selection next) {
		SortedSet<SyncPath> remains = new TreeSet<>();
		remains(SyncPath.ROOT, local, next, remains);
		return remains;
	}

	private static void remains(SyncPath path, Entry entry, Selection next, SortedSet<SyncPath> found) {
		if (next.ignored(path, entry instanceof Directory)) {
			found.add(path);
		} else if (entry instanceof Directory folder) {
			folder.forEach((name, child) -> remains(path.child(name), child, next, found));
		}
	}

	private static void find(SyncPath path, Trees at, Ignore next, List<Change> removals) {
		if (!(at.local() instanceof Directory folder)) {
			return;
		}
		for (int i = 0; i < folder.size(); i++) {
			SyncPath below = path.child(folder.name(i));
			Trees child = child(at, folder.name(i));
			if (next.ignored(below, child.local() instanceof Directory)) {
				remove(below, child, removals);
			} else {
				find(below, child, next, removals);
			}
		}
	}

	private static Trees child(Trees at, String name) {
		return new Trees(child(at.ancestor(), name), child(at.local(), name), child(at.remote(), name));
	}

	private static Entry child(Entry entry, String name) {
		return entry instanceof Directory folder ? folder.child(name) : Absent.ABSENT;
	}

	/** Returns whether all goes. */
	private static boolean remove(SyncPath path, Trees at, List<Change> removals) {
		boolean goes = switch (at.local()) {
			case File file -> isKnown(at);
			case Link link -> isKnown(at);
			case Directory folder -> {
				List<Change> inside = new ArrayList<>();
				boolean all = at.ancestor() instanceof Directory && at.remote() instanceof Directory;
				for (int i = 0; i < folder.size(); i++) {
					all &= remove(path.child(folder.name(i)), child(at, folder.name(i)), inside);
				}
				if (!all) {
					removals.addAll(inside);
				}
				yield all;
			}
			case Entry.Blocked blocked -> false;
			case Absent absent -> true;
		};
		if (goes && at.local().exists()) {
			removals.add(new Change(path, at.local(), Absent.ABSENT));
		}
		return goes;
	}

	private static boolean isKnown(Trees at) {
		return at.local().equals(at.ancestor()) && at.local().equals(at.remote());
	}
}
