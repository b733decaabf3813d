package org.cellssync.core.sync;

import java.util.Collection;

import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Reason;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.core.tree.Tree;
import org.cellssync.core.tree.TreeEdits;

/**
 * Tells damage from deletions: what is absent on the right end inside a folder that moved since both ends agreed was lost by
 * the server, not deleted by anyone.
 */
public final class LostAfterMove {

	private static final Entry LOST = new Entry.Blocked(Reason.LOST_AFTER_MOVE);

	private LostAfterMove() {
	}

	/** What to do with a path that was lost. */
	@FunctionalInterface
	private interface Finding {
		void at(SyncPath path);
	}

	/**
	 * Returns the right end's tree with every entry blocked that the ancestor holds in a moved folder and the right end does
	 * not; the tree itself where nothing is missing.
	 *
	 * @param moved folders by their present paths
	 */
	public static Entry mark(Entry ancestor, Entry remote, Collection<SyncPath> moved) {
		TreeEdits edits = new TreeEdits();
		find(ancestor, remote, moved, path -> edits.put(path, LOST));
		return edits.isEmpty() ? remote : edits.applyTo(remote);
	}

	/** Returns the ancestor without what was lost in moved folders: to the reconciliation it is new on the left end. */
	public static Entry forget(Entry ancestor, Entry remote, Collection<SyncPath> moved) {
		TreeEdits edits = new TreeEdits();
		find(ancestor, remote, moved, path -> edits.put(path, Entry.Absent.ABSENT));
		return edits.isEmpty() ? ancestor : edits.applyTo(ancestor);
	}

	private static void find(Entry ancestor, Entry remote, Collection<SyncPath> moved, Finding finding) {
		for (SyncPath path : moved) {
			// A moved folder that is gone itself was moved on or deleted as a whole.
			if (Tree.at(ancestor, path) instanceof Directory before && Tree.at(remote, path) instanceof Directory now) {
				find(path, before, now, finding);
			}
		}
	}

	private static void find(SyncPath path, Directory before, Directory now, Finding finding) {
		before.forEach((name, entry) -> {
			Entry present = now.child(name);
			if (!present.exists()) {
				finding.at(path.child(name));
			} else if (entry instanceof Directory below && present instanceof Directory belowNow) {
				find(path.child(name), below, belowNow, finding);
			}
		});
	}
}
