package org.cellssync.core.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Tree;

/** A tree on which steps are done, each only where it meets what it expects. */
final class SimulatedTree {

	private Entry tree;

	SimulatedTree(Entry tree) {
		this.tree = tree;
	}

	Entry tree() {
		return tree;
	}

	void perform(Step step) {
		if (!step.path().isRoot()) {
			assertTrue(Tree.at(tree, step.path().parent()) instanceof Directory,
					() -> "no folder for " + step);
		}
		switch (step) {
			case Move move -> {
				assertEquals(move.entry(), Tree.at(tree, move.from()), () -> "what moves: " + step);
				assertEquals(Entry.Absent.ABSENT, Tree.at(tree, move.to()), () -> "place taken: " + step);
				tree = Tree.moved(tree, move.from(), move.to());
			}
			case Change change -> {
				assertEquals(change.before(), Tree.at(tree, change.path()), () -> "what changes: " + step);
				assertTrue(!change.after().exists() || !change.before().exists()
						|| !(change.before() instanceof Directory || change.after() instanceof Directory),
						() -> "a folder neither replaces nor is replaced: " + step);
				tree = Tree.with(tree, change.path(), change.after());
			}
		}
	}
}
