package org.cellssync.core.sync;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Entry.Absent;
import org.cellssync.core.tree.Entry.Blocked;
import org.cellssync.core.tree.SyncPath;

/**
 * A place in a tree that is being edited. Nodes are made as they are asked for, so that a few edits in a big
 * tree cost little, and what was not edited stays shared. A node stays valid when it or a folder above it
 * moves.
 */
final class Draft {

	private Draft parent;
	private String name;
	private Entry entry;
	private final SortedMap<String, Draft> touched = new TreeMap<>();

	private Draft(Draft parent, String name, Entry entry) {
		this.parent = parent;
		this.name = name;
		this.entry = entry;
	}

	/** Returns the root of a draft of {@code tree}. */
	static Draft of(Entry tree) {
		return new Draft(null, "", tree);
	}

	boolean exists() {
		return entry.exists();
	}

	boolean isDirectory() {
		return entry instanceof Directory;
	}

	/** Returns the blocked entry that stands here, if it is one. */
	Optional<Blocked> blocked() {
		return entry instanceof Blocked blocked ? Optional.of(blocked) : Optional.empty();
	}

	/** Returns the folder this stands in; null for the root and for what was taken out. */
	Draft parent() {
		return parent;
	}

	/** Returns the node of a child, which may hold nothing. */
	Draft child(String childName) {
		return touched.computeIfAbsent(childName,
				any -> new Draft(this, any,
						entry instanceof Directory folder ? folder.child(any) : Absent.ABSENT));
	}

	/** Returns the node at {@code path} below this, which may hold nothing. */
	Draft at(SyncPath path) {
		Draft node = this;
		for (String each : path.segments()) {
			node = node.child(each);
		}
		return node;
	}

	/** Has this hold {@code replacement} and nothing else; missing parents are made. */
	void put(Entry replacement) {
		if (parent != null && replacement.exists()) {
			parent.makeDirectory();
		}
		touched.values().forEach(node -> node.parent = null);
		touched.clear();
		entry = replacement;
	}

	/** Makes this a folder where it is none; missing parents are made. */
	void makeDirectory() {
		if (!isDirectory()) {
			if (parent != null) {
				parent.makeDirectory();
			}
			entry = Directory.EMPTY;
		}
	}

	/**
	 * Makes this a folder like {@link #makeDirectory()} and adds the folders made for it to {@code made},
	 * parents first.
	 */
	void makeDirectory(List<Draft> made) {
		if (!isDirectory()) {
			if (parent != null) {
				parent.makeDirectory(made);
			}
			makeDirectory();
			made.add(this);
		}
	}

	/** Empties this place where a folder with nothing in it stands. */
	void dropEmptyFolder() {
		if (entry() == Directory.EMPTY) {
			put(Absent.ABSENT);
		}
	}

	/**
	 * Takes this out and puts it, with all below it, in {@code folder}, in the place of what stands there.
	 */
	void moveTo(Draft folder, String newName) {
		parent.touched.put(name, new Draft(parent, name, Absent.ABSENT));
		folder.makeDirectory();
		Draft replaced = folder.touched.put(newName, this);
		if (replaced != null) {
			replaced.parent = null;
		}
		parent = folder;
		name = newName;
	}

	/** Returns whether this is {@code other} or stands below it. */
	boolean isWithin(Draft other) {
		Draft node = this;
		while (node != null && node != other) {
			node = node.parent;
		}
		return node == other;
	}

	/** Returns where this stands below the root it was taken from. */
	SyncPath path() {
		return parent == null ? SyncPath.ROOT : parent.path().child(name);
	}

	/** Returns what this holds. */
	Entry entry() {
		if (touched.isEmpty() || !(entry instanceof Directory folder)) {
			return entry;
		}
		SortedMap<String, Entry> children = new TreeMap<>();
		touched.forEach((each, node) -> children.put(each, node.entry()));
		return folder.with(children);
	}
}
