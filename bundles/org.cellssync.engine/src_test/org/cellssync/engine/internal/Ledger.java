package org.cellssync.engine.internal;

import java.util.HashSet;
import java.util.Set;

/** What people did with contents, to tell afterwards what must be where. */
final class Ledger {

	private final Set<Long> written = new HashSet<>();
	private final Set<Long> givenUp = new HashSet<>();
	private final Set<Long> hidden = new HashSet<>();
	private final Set<Long> copied = new HashSet<>();
	private final Set<Long> moved = new HashSet<>();
	private final Set<Long> deleted = new HashSet<>();
	private boolean foldersAreElsewhere;
	private long last;

	/** Returns a content nobody has written before. */
	long write() {
		written.add(++last);
		return last;
	}

	/** Returns a content to replace that of a file. */
	long write(SimulatedNode file) {
		giveUp(file);
		long content = write();
		if (moved.contains(file.content)) {
			moved.add(content);
		}
		return content;
	}

	/** Somebody deleted or replaced a node, and thereby wanted its contents no more. */
	void giveUp(SimulatedNode node) {
		node.contentsWithLost(givenUp::add);
	}

	/** Somebody deleted a node. */
	void delete(SimulatedNode node) {
		giveUp(node);
		node.contents(deleted::add);
	}

	/** Somebody had a node seen by nobody. */
	void hide(SimulatedNode node) {
		foldersAreElsewhere |= node.folder;
		node.contents(hidden::add);
	}

	/** Returns whether a file of this content was seen by nobody for a while; who moved it then made a second one. */
	boolean wasHidden(long content) {
		return hidden.contains(content);
	}

	void copied(SimulatedNode node) {
		node.contents(copied::add);
	}

	/** Somebody moved a node. */
	void moved(SimulatedNode node) {
		foldersAreElsewhere |= node.folder;
		node.contents(moved::add);
	}

	Set<Long> written() {
		return written;
	}

	boolean isGivenUp(long content) {
		return givenUp.contains(content);
	}

	/**
	 * Returns whether a file of this content was deleted while nobody did anything with it elsewhere that has it come back:
	 * not known where folders were moved or hidden, perhaps before the file came into them.
	 */
	boolean isGoneForGood(long content) {
		return deleted.contains(content) && !foldersAreElsewhere && !moved.contains(content) && !hidden.contains(content)
				&& !copied.contains(content);
	}

	boolean isCopied(long content) {
		return copied.contains(content);
	}

	/** Returns whether a file of this content was moved by somebody, who may have it taken for something new. */
	boolean wasMoved(long content) {
		return moved.contains(content);
	}
}
