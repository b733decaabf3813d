package org.cellssync.core.tree;

import java.util.function.BiConsumer;

/**
 * Reads and edits of whole trees. A tree is its root's {@link Entry}; edits share everything off the edited
 * path.
 */
public final class Tree {

	private Tree() {
	}

	/** Returns what {@code path} holds; absent also where a parent is no directory. */
	public static Entry at(Entry root, SyncPath path) {
		Entry entry = root;
		for (String name : path.segments()) {
			if (!(entry instanceof Directory directory)) {
				return Entry.Absent.ABSENT;
			}
			entry = directory.child(name);
		}
		return entry;
	}

	/**
	 * Returns the tree with {@code path} holding {@code entry}. Missing parents are made where {@code entry}
	 * exists; a parent that is no directory is replaced by one.
	 */
	public static Entry with(Entry root, SyncPath path, Entry entry) {
		return with(root, path.segments(), 0, entry);
	}

	private static Entry with(Entry node, String[] segments, int depth, Entry entry) {
		if (depth == segments.length) {
			return entry;
		}
		if (!(node instanceof Directory) && !entry.exists()) {
			return node;
		}
		Directory directory = node instanceof Directory existing ? existing : Directory.EMPTY;
		Entry child = directory.child(segments[depth]);
		return directory.with(segments[depth], with(child, segments, depth + 1, entry));
	}

	/** Returns the tree with what {@code from} holds standing at {@code to} and nothing at {@code from}. */
	public static Entry moved(Entry root, SyncPath from, SyncPath to) {
		Entry entry = at(root, from);
		return with(with(root, from, Entry.Absent.ABSENT), to, entry);
	}

	/**
	 * Calls {@code visitor} for {@code path} and everything below it, parents first, in the order of names.
	 */
	public static void walk(SyncPath path, Entry entry, BiConsumer<SyncPath, Entry> visitor) {
		if (!entry.exists()) {
			return;
		}
		visitor.accept(path, entry);
		if (entry instanceof Directory directory) {
			directory.forEach((name, child) -> walk(path.child(name), child, visitor));
		}
	}

	/** Returns the number of entries at and below {@code entry}, 0 where it is absent. */
	public static long count(Entry entry) {
		if (!entry.exists()) {
			return 0;
		}
		long count = 1;
		if (entry instanceof Directory directory) {
			for (int i = 0; i < directory.size(); i++) {
				count += count(directory.entry(i));
			}
		}
		return count;
	}
}
