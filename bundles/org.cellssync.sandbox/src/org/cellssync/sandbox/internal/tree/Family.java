package org.cellssync.sandbox.internal.tree;

/** How the content of a data source is hashed. */
public enum Family {
	/** MD5 over the MD5s of blocks; told by {@code hashing_version}. */
	V4,
	/** The storage's own tag, which is the MD5 of what came in one piece. */
	V3;

	/** Returns the other one. */
	public Family other() {
		return this == V4 ? V3 : V4;
	}
}
