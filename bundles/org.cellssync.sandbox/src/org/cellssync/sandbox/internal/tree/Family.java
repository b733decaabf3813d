package org.cellssync.sandbox.internal.tree;

/** How the content of a data source is hashed. */
public enum Family {
	/** MD5 over the MD5s of blocks; told by {@code hashing_version}. */
	V4,
	/** The storage's own tag, which is the MD5 of what came in one piece. */
	V3,
	/** Several data sources that do not agree; told by {@code hashing_version}, and understood by nobody. */
	MIXED;

	/** Returns the other one. */
	public Family other() {
		return this == V4 ? V3 : V4;
	}

	/** Returns what nodes tell of it, empty where they tell nothing. */
	public String version() {
		return switch (this) {
			case V4 -> "v4";
			case V3 -> "";
			case MIXED -> "mixed";
		};
	}
}
