package org.cellssync.api.account;

/**
 * A workspace that may be synchronised.
 *
 * @param slug first segment of its paths
 * @param label what people read
 * @param description a sentence, may be empty
 * @param writable whether this user may write there
 * @param family how its content is hashed
 */
public record Workspace(String slug, String label, String description, boolean writable, Family family) {

	/** Families of content hashes. */
	public enum Family {
		/** MD5 of the MD5s of 10 MiB blocks. */
		V4,
		/** MD5. */
		V3,
		/** Roots of both. */
		MIXED
	}
}
