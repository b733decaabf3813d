package org.cellssync.core.sync;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Entry.Absent;
import org.cellssync.core.tree.Entry.Blocked;
import org.cellssync.core.tree.Identities;
import org.cellssync.core.tree.Reason;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.core.tree.Tree;

/**
 * What a server lost from its index when a folder moved is damage, not deleted. At first it is blocked:
 * nothing happens. When it has not come back it is forgotten, and so sent again.
 * <p>
 * What the server shows under another path is not lost: it has moved on.
 */
public final class LostAfterMove {

	private final Identities before;
	private final Identities now;
	private final Set<String> present = new HashSet<>();

	/** Goes by who the entries of the ancestor were to the end that loses items, and who is there now. */
	public LostAfterMove(Ids ids, Side side) {
		this.before = ids.ancestor(side);
		this.now = ids.of(side);
	}

	/**
	 * Returns {@code end} with everything blocked that {@code ancestor} holds and the end does not, at or below the
	 * moved folders.
	 *
	 * @param moved folders that moved since both ends agreed, where they are now in both trees
	 */
	public Entry mark(Entry ancestor, Entry end, Collection<SyncPath> moved) {
		Draft draft = Draft.of(end);
		forEachLost(ancestor, end, moved,
				(path, entry) -> draft.at(path).put(new Blocked(Reason.LOST_AFTER_MOVE)));
		return draft.entry();
	}

	/** Returns {@code ancestor} without what is lost of that which {@link #mark} would block. */
	public Entry forget(Entry ancestor, Entry end, Collection<SyncPath> moved) {
		Draft draft = Draft.of(ancestor);
		forEachLost(ancestor, end, moved, (path, entry) -> draft.at(path).put(known(path, entry)));
		return draft.entry();
	}

	private void forEachLost(Entry ancestor, Entry end, Collection<SyncPath> moved,
			BiConsumer<SyncPath, Entry> lost) {
		for (SyncPath path : moved) {
			// A folder above that was deleted is another matter.
			if (!path.isRoot() && Tree.at(end, path.parent()) instanceof Directory) {
				visit(path, Tree.at(ancestor, path), Tree.at(end, path), lost);
			}
		}
	}

	private void visit(SyncPath path, Entry then, Entry is, BiConsumer<SyncPath, Entry> lost) {
		if (then.exists() && !is.exists()) {
			if (!known(path, then).equals(then)) {
				lost.accept(path, then);
			}
		} else if (then instanceof Directory folder && is instanceof Directory there && !folder.equals(there)) {
			folder.forEach((name, child) -> visit(path.child(name), child, there.child(name), lost));
		}
	}

	/** Returns what was here and is somewhere else, with the folders it was in. */
	private Entry known(SyncPath path, Entry then) {
		if (isElsewhere(path)) {
			return then;
		}
		SortedMap<String, Entry> children = new TreeMap<>();
		if (then instanceof Directory folder) {
			folder.forEach((name, child) -> {
				Entry known = known(path.child(name), child);
				if (known.exists()) {
					children.put(name, known);
				}
			});
		}
		return children.isEmpty() ? Absent.ABSENT : Directory.EMPTY.with(children);
	}

	private boolean isElsewhere(SyncPath path) {
		String id = Tracker.id(before, path);
		if (id.isEmpty()) {
			return false;
		}
		if (present.isEmpty()) {
			now.paths().forEach(each -> present.add(Tracker.id(now, each)));
		}
		return present.contains(id);
	}
}
