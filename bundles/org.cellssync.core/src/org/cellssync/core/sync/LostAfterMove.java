package org.cellssync.core.sync;

import java.util.Collection;
import java.util.function.Consumer;

import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Entry.Absent;
import org.cellssync.core.tree.Entry.Blocked;
import org.cellssync.core.tree.Reason;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.core.tree.Tree;

/**
 * What a server lost from its index when a folder moved is damage, not deleted. At first it is blocked:
 * nothing happens. When it has not come back it is forgotten, and so sent again.
 */
public final class LostAfterMove {

	private LostAfterMove() {
	}

	/**
	 * Returns {@code remote} with everything blocked that {@code ancestor} holds and {@code remote} does not,
	 * at or below the moved folders.
	 *
	 * @param moved folders that moved since both ends agreed, where they are now in both trees
	 */
	public static Entry mark(Entry ancestor, Entry remote, Collection<SyncPath> moved) {
		Draft draft = Draft.of(remote);
		forEachLost(ancestor, remote, moved, path -> draft.at(path).put(new Blocked(Reason.LOST_AFTER_MOVE)));
		return draft.entry();
	}

	/** Returns {@code ancestor} without what {@link #mark} would block. */
	public static Entry forget(Entry ancestor, Entry remote, Collection<SyncPath> moved) {
		Draft draft = Draft.of(ancestor);
		forEachLost(ancestor, remote, moved, path -> draft.at(path).put(Absent.ABSENT));
		return draft.entry();
	}

	private static void forEachLost(Entry ancestor, Entry remote, Collection<SyncPath> moved,
			Consumer<SyncPath> lost) {
		for (SyncPath path : moved) {
			// A folder above that was deleted is another matter.
			if (!path.isRoot() && Tree.at(remote, path.parent()) instanceof Directory) {
				visit(path, Tree.at(ancestor, path), Tree.at(remote, path), lost);
			}
		}
	}

	private static void visit(SyncPath path, Entry before, Entry now, Consumer<SyncPath> lost) {
		if (before.exists() && !now.exists()) {
			lost.accept(path);
		} else if (before instanceof Directory folder && now instanceof Directory present
				&& !folder.equals(present)) {
			folder.forEach((name, child) -> visit(path.child(name), child, present.child(name), lost));
		}
	}
}
