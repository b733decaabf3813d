package org.cellssync.sandbox.internal.tree;

/** One index with its storage. Guarded by the forest's lock. */
final class DataSource {
	private final String name;
	private Family family;
	private final StorageKind kind;
	private final Entry root;

	DataSource(String name, Family family, StorageKind kind, long now) {
		this.name = name;
		this.family = family;
		this.kind = kind;
		this.root = Entry.root(this, "DATASOURCE:" + name, now);
	}

	String name() {
		return name;
	}

	Family family() {
		return family;
	}

	/** Says from now on that content is hashed this way. */
	void family(Family other) {
		family = other;
	}

	boolean isStructured() {
		return kind == StorageKind.STRUCTURED;
	}

	Entry root() {
		return root;
	}
}
