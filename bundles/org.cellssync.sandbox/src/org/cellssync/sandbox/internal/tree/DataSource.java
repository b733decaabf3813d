package org.cellssync.sandbox.internal.tree;

/** One index with its storage. */
final class DataSource {
	private final String name;
	private final Family family;
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

	boolean isStructured() {
		return kind == StorageKind.STRUCTURED;
	}

	Entry root() {
		return root;
	}
}
