package org.cellssync.core.sync;

import static org.cellssync.core.sync.Fixtures.path;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Entry.Blocked;
import org.cellssync.core.tree.Identities;
import org.cellssync.core.tree.Identity;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.core.tree.Tree;
import org.cellssync.core.tree.Unread;

/** Three trees that begin alike, and who their entries are. */
final class TreesWithIds {

	private Entry ancestor;
	private final Map<Side, Entry> trees = new EnumMap<>(Side.class);
	private final Map<Side, SortedMap<SyncPath, Identity>> before = new EnumMap<>(Side.class);
	private final Map<Side, SortedMap<SyncPath, Identity>> now = new EnumMap<>(Side.class);
	private int last;

	private TreesWithIds(Entry ancestor) {
		this.ancestor = ancestor;
		for (Side side : Side.values()) {
			trees.put(side, ancestor);
			now.put(side, new TreeMap<>());
			Tree.walk(SyncPath.ROOT, ancestor, (path, entry) -> now.get(side).put(path, fresh(path)));
		}
		agree();
	}

	static TreesWithIds of(Entry ancestor) {
		return new TreesWithIds(ancestor);
	}

	private void agree() {
		now.forEach((side, ids) -> before.put(side, new TreeMap<>(ids)));
	}

	private Identity fresh(SyncPath path) {
		last++;
		return new Identity("id" + last, "version" + last, Instant.EPOCH, path.name(), true);
	}

	/** What the left end did so far is done on the right end too, and agreed. */
	TreesWithIds together() {
		ancestor = trees.get(Side.LOCAL);
		trees.put(Side.REMOTE, ancestor);
		now.put(Side.REMOTE, new TreeMap<>(now.get(Side.LOCAL)));
		agree();
		return this;
	}

	TreesWithIds move(Side side, String from, String to) {
		trees.put(side, Tree.moved(trees.get(side), path(from), path(to)));
		SortedMap<SyncPath, Identity> ids = now.get(side);
		for (SyncPath each : new TreeSet<>(ids.keySet())) {
			if (each.startsWith(path(from))) {
				ids.put(each.relocated(path(from), path(to)), ids.remove(each));
			}
		}
		return this;
	}

	TreesWithIds swap(Side side, String one, String other) {
		return move(side, one, "x").move(side, other, one).move(side, "x", other);
	}

	TreesWithIds delete(Side side, String path) {
		trees.put(side, Tree.with(trees.get(side), path(path), Entry.Absent.ABSENT));
		now.get(side).keySet().removeIf(each -> each.startsWith(path(path)));
		return this;
	}

	/** Writes: a new node where nothing was, else another version. */
	TreesWithIds put(Side side, String path, Entry entry) {
		trees.put(side, Tree.with(trees.get(side), path(path), entry));
		Identity fresh = fresh(path(path));
		Identity old = now.get(side).get(path(path));
		now.get(side).put(path(path), old == null ? fresh
				: new Identity(old.id(), fresh.version(), Instant.EPOCH, old.exactName(), true));
		return this;
	}

	/** Same node and same version, but nobody knows the content. */
	TreesWithIds unread(Side side, String path) {
		Entry.File file = (Entry.File) Tree.at(trees.get(side), path(path));
		Entry unread = new Entry.File(Unread.of(side.name(), path), file.size(), file.executable());
		trees.put(side, Tree.with(trees.get(side), path(path), unread));
		return this;
	}

	/** Same id, another version. */
	TreesWithIds touch(Side side, String path, Entry entry) {
		return put(side, path, entry);
	}

	TreesWithIds blocked(Side side, String path) {
		return blocked(side, path, Fixtures.B);
	}

	TreesWithIds blocked(Side side, String path, Blocked blocked) {
		trees.put(side, Tree.with(trees.get(side), path(path), blocked));
		return this;
	}

	/** Gives the node a second name. */
	TreesWithIds link(Side side, String path, String second) {
		trees.put(side, Tree.with(trees.get(side), path(second), Tree.at(trees.get(side), path(path))));
		now.get(side).put(path(second), now.get(side).get(path(path)));
		return this;
	}

	TreesWithIds withoutIds() {
		before.values().forEach(SortedMap::clear);
		now.values().forEach(SortedMap::clear);
		return this;
	}

	Trees trees() {
		return new Trees(ancestor, trees.get(Side.LOCAL), trees.get(Side.REMOTE));
	}

	Ids ids() {
		return new Ids(Identities.of(before.get(Side.LOCAL)), Identities.of(before.get(Side.REMOTE)),
				Identities.of(now.get(Side.LOCAL)), Identities.of(now.get(Side.REMOTE)));
	}
}
