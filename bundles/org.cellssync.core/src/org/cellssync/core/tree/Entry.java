package org.cellssync.core.tree;

/** What one name holds in one tree. Immutable; unchanged subtrees are shared between trees. */
public sealed interface Entry permits Entry.Absent, Entry.File, Entry.Link, Directory, Entry.Blocked {

	/** Nothing is there. */
	enum Absent implements Entry {
		/** The only value. */
		ABSENT
	}

	/**
	 * A regular file.
	 *
	 * @param content what is known of its bytes
	 * @param size bytes, 0 or more
	 * @param executable whether its owner may run it; false on endpoints that cannot hold this
	 */
	record File(Content content, long size, boolean executable) implements Entry {
	}

	/**
	 * A symbolic link, never followed.
	 *
	 * @param target its text as stored
	 */
	record Link(String target) implements Entry {
	}

	/**
	 * Seen, or expected and not to be had: neither copied over anything nor overwritten while it is so.
	 *
	 * @param reason why
	 */
	record Blocked(Reason reason) implements Entry {
	}

	/** Returns whether something is there, blocked or not. */
	default boolean exists() {
		return this != Absent.ABSENT;
	}
}
