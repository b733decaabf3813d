package org.cellssync.core.tree;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Many edits of one tree, done at once: every directory they touch is rebuilt a single time, however many of
 * its children change. Later edits of a path win. Not thread-safe.
 */
public final class TreeEdits {

	private final Node root = new Node();

	/** One name on the way to, or at, an edited path. */
	private static final class Node {
		private final SortedMap<String, Node> children = new TreeMap<>();
		private Entry entry;
	}

	/**
	 * Has {@code path} hold {@code entry}, with nothing below it but what the entry holds and later edits
	 * add.
	 */
	public void put(SyncPath path, Entry entry) {
		Node node = node(path);
		node.entry = entry;
		node.children.clear();
	}

	/** Has {@code path} hold a directory: the one that is there, else a new one. */
	public void ensureDirectory(SyncPath path) {
		Node node = node(path);
		if (node.entry != null && !(node.entry instanceof Directory)) {
			node.entry = Directory.EMPTY;
		}
		// An edited child makes the directory; without one this marker does.
		node.children.computeIfAbsent("", name -> new Node());
	}

	private Node node(SyncPath path) {
		Node node = root;
		for (String name : path.segments()) {
			node = node.children.computeIfAbsent(name, each -> new Node());
		}
		return node;
	}

	/** Returns whether nothing was edited. */
	public boolean isEmpty() {
		return root.entry == null && root.children.isEmpty();
	}

	/** Returns {@code tree} with all edits done; everything off the edited paths is shared. */
	public Entry applyTo(Entry tree) {
		return apply(root, tree);
	}

	private static Entry apply(Node node, Entry current) {
		Entry base = node.entry == null ? current : node.entry;
		if (node.children.isEmpty()) {
			return base;
		}
		SortedMap<String, Entry> children = new TreeMap<>();
		if (base instanceof Directory directory) {
			directory.forEach(children::put);
		}
		boolean ensured = base instanceof Directory || node.children.containsKey("");
		for (var edit : node.children.entrySet()) {
			if (!edit.getKey().isEmpty()) {
				Entry before = children.getOrDefault(edit.getKey(), Entry.Absent.ABSENT);
				children.put(edit.getKey(), apply(edit.getValue(), before));
			}
		}
		Directory result = Directory.of(children);
		// Removing below what is no directory must not make one.
		return ensured || result.size() > 0 ? result : base;
	}
}
