package org.cellssync.core.tree;

import java.util.EnumMap;
import java.util.Map;

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

		private static final Map<Reason, Blocked> ALL = new EnumMap<>(Reason.class);

		static {
			for (Reason each : Reason.values()) {
				ALL.put(each, new Blocked(each));
			}
		}

		/** Returns the one entry of a reason, so that folders that hold it can be shared between trees. */
		public static Blocked of(Reason reason) {
			return ALL.get(reason);
		}
	}

	/** Returns whether something is there, blocked or not. */
	default boolean exists() {
		return this != Absent.ABSENT;
	}
}
