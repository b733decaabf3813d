package org.cellssync.engine.internal;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongConsumer;

import org.cellssync.core.tree.Digest;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Identity;

/** A file or folder of a {@link SimulatedStore}. A content is a number that is written once. */
final class SimulatedNode {

	final SortedMap<String, SimulatedNode> children = new TreeMap<>();
	final boolean folder;
	String id;
	long content;
	String version = "";
	Instant modified;
	/** From when on a server shows what this node holds. */
	Instant settled = Instant.MIN;
	/** Whether a server shows a proof of the content at all. */
	boolean proven = true;
	/** Contents that a server lost from this folder when it moved. */
	final Set<Long> lost = new HashSet<>();
	/** Whether nobody may look at it. */
	boolean hidden;

	SimulatedNode(boolean folder, String id, long content, Instant modified) {
		this.folder = folder;
		this.id = id;
		this.content = content;
		this.modified = modified;
	}

	/** Two contents may have one size. */
	static int size(long content) {
		return Long.BYTES + (int) (content % 3);
	}

	static Digest digest(long content) {
		return new Digest(content, ~content);
	}

	Entry.File file() {
		return new Entry.File(digest(content), size(content), false);
	}

	Identity identity(String name) {
		return new Identity(id, folder ? "" : version, modified, name, true);
	}

	/** Returns a copy that stays as it is. */
	SimulatedNode copy() {
		SimulatedNode copy = new SimulatedNode(folder, id, content, modified);
		copy.version = version;
		copy.settled = settled;
		copy.proven = proven;
		copy.hidden = hidden;
		copy.lost.addAll(lost);
		children.forEach((name, child) -> copy.children.put(name, child.copy()));
		return copy;
	}

	/** Gives out the contents of all files at and below this node. */
	void contents(LongConsumer each) {
		if (!folder) {
			each.accept(content);
		}
		children.values().forEach(child -> child.contents(each));
	}

	/** Gives out the contents at and below this node, with those that were lost there. */
	void contentsWithLost(LongConsumer each) {
		contents(each);
		lost(each);
	}

	private void lost(LongConsumer each) {
		lost.forEach(each::accept);
		children.values().forEach(child -> child.lost(each));
	}
}
