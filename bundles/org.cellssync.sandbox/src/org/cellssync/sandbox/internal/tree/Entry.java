package org.cellssync.sandbox.internal.tree;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.cellssync.sandbox.internal.storage.Content;

/**
 * One node of an index. Guarded by the forest's lock.
 * <p>
 * A file, too, may have children: a PUT "under" a file makes that nonsense on a real server.
 */
final class Entry {
	/** Tag of folders that came with a PUT. */
	static final String NO_TAG = "-1";
	/** Bytes of a {@code .pydio}. */
	static final int MARKER_SIZE = 36;
	static final String MARKER = ".pydio";

	final String uuid;
	/** Only the root knows its data source. */
	private final DataSource source;
	String name;
	Entry parent;
	boolean isFolder;
	/** Of a file its bytes; of a folder what the index stored when it last wrote it. */
	long size;
	/** Bytes of everything below. */
	long below;
	long modified;
	int mode;
	String etag = "";
	String hash = "";
	String mime = "";
	String restore = "";
	/** Nothing for folders, for what is still on its way, and for phantoms. */
	Content content;
	private Unsettled unsettled;
	/** When readers first see it, or nothing when they do. */
	private Instant appears;
	private Map<String, Entry> children = Map.of();
	/** Children whose names have several Unicode forms, by what the forms have in common. */
	private Map<String, Entry> forms = Map.of();

	Entry(String uuid, String name, boolean isFolder, long modified) {
		this(uuid, name, isFolder, modified, null);
	}

	private Entry(String uuid, String name, boolean isFolder, long modified, DataSource source) {
		this.uuid = uuid;
		this.name = name;
		this.isFolder = isFolder;
		this.modified = modified;
		this.source = source;
	}

	static Entry root(DataSource source, String uuid, long modified) {
		return new Entry(uuid, "", true, modified, source);
	}

	/** How a file looks while its data source has not caught up (H9). */
	enum Shape {
		/** The hash is the previous one, or none. */
		STALE_HASH,
		/** The hash is right, the size 0. */
		NO_SIZE,
		/** The hash is right, the storage tag {@code temporary}. */
		TEMPORARY_TAG
	}

	private record Unsettled(Shape shape, Instant due, String hash, int mode) {
	}

	/** Lets the index catch up with the content at a moment to come. */
	void settleAt(Instant due, Shape shape, String finalHash, int finalMode) {
		unsettled = new Unsettled(shape, due, finalHash, finalMode);
		if (shape != Shape.STALE_HASH) {
			hash = finalHash;
		}
	}

	/** Makes the index catch up at once with a hash and a mode, whatever was to come. */
	void settleNow(String finalHash, int finalMode) {
		unsettled = null;
		hash = finalHash;
		mode = finalMode;
	}

	/** Returns the hash once everything is settled. */
	String finalHash() {
		return unsettled == null ? hash : unsettled.hash();
	}

	/** Returns the mode once everything is settled. */
	int finalMode() {
		return unsettled == null ? mode : unsettled.mode();
	}

	/** Hides it from readers until a moment to come. */
	void appearAt(Instant moment) {
		appears = moment;
	}

	/** Shows it to readers, and all folders above it. */
	void appear() {
		for (var entry = this; entry != null; entry = entry.parent) {
			entry.appears = null;
		}
	}

	boolean isVisible(Instant now) {
		return appears == null || !now.isBefore(appears);
	}

	boolean isTemporary() {
		return etag.equals(NodeView.TEMPORARY);
	}

	DataSource source() {
		return root().source;
	}

	/** Returns whether it is the root of a data source. */
	boolean isRoot() {
		return source != null;
	}

	private Entry root() {
		var entry = this;
		while (entry.parent != null) {
			entry = entry.parent;
		}
		return entry;
	}

	/** Returns whether it is still in the index. */
	boolean isThere() {
		return root().source != null;
	}

	boolean isIn(Entry folder) {
		for (var entry = this; entry != null; entry = entry.parent) {
			if (entry == folder) {
				return true;
			}
		}
		return false;
	}

	/** Returns the path within the data source. */
	String path() {
		if (parent == null) {
			return "";
		}
		if (parent.parent == null) {
			return name;
		}
		return parent.path() + "/" + name;
	}

	Entry child(String childName) {
		return children.get(childName);
	}

	/** Returns a child whose name is another Unicode form of this one. */
	Entry childOfOtherForm(String childName) {
		if (forms.isEmpty() || TreePath.isPlain(childName)) {
			return null;
		}
		var found = forms.get(TreePath.form(childName));
		return found == null || found.name.equals(childName) ? null : found;
	}

	Collection<Entry> children() {
		return children.values();
	}

	boolean hasChildren() {
		return !children.isEmpty();
	}

	void link(Entry child) {
		if (children.isEmpty()) {
			children = new LinkedHashMap<>();
		}
		if (children.putIfAbsent(child.name, child) != null) {
			throw new IllegalStateException("there already: " + child.name);
		}
		if (!TreePath.isPlain(child.name)) {
			if (forms.isEmpty()) {
				forms = new HashMap<>();
			}
			forms.put(TreePath.form(child.name), child);
		}
		child.parent = this;
		grow(child.total());
	}

	void unlink() {
		parent.children.remove(name);
		if (!TreePath.isPlain(name)) {
			parent.forms.remove(TreePath.form(name), this);
		}
		parent.grow(-total());
		parent = null;
	}

	/** Gives a file another size, and all folders above it theirs. */
	void resize(long bytes) {
		var difference = bytes - size;
		size = bytes;
		if (parent != null && !isFolder) {
			parent.grow(difference);
		}
	}

	private long total() {
		return isFolder ? below : below + size;
	}

	private void grow(long bytes) {
		for (var entry = this; entry != null; entry = entry.parent) {
			entry.below += bytes;
		}
	}

	/** Adds everything below, parents first. */
	void collect(List<Entry> into) {
		for (var child : children()) {
			into.add(child);
			child.collect(into);
		}
	}

	/** Returns what the index tells at this moment. */
	NodeView view(DataSource of, String path, Instant now) {
		settle(now);
		var shownSize = isFolder ? below : size;
		var shownTag = etag;
		if (unsettled != null && unsettled.shape() == Shape.NO_SIZE) {
			shownSize = 0;
		} else if (unsettled != null && unsettled.shape() == Shape.TEMPORARY_TAG) {
			shownTag = NodeView.TEMPORARY;
		}
		return new NodeView(uuid, of.name(), path, name, isFolder, shownSize, modified, mode, shownTag, hash,
				mime, restore, of.family());
	}

	private void settle(Instant now) {
		if (unsettled != null && !now.isBefore(unsettled.due())) {
			settleNow(unsettled.hash(), unsettled.mode());
		}
	}
}
