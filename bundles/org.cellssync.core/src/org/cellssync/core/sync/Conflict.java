package org.cellssync.core.sync;

import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.SyncPath;

/**
 * Both ends changed one path differently. Nothing at or below it is touched until somebody decides.
 *
 * @param path where
 * @param kind what happened
 * @param ancestor what both held before
 * @param local what the left end holds
 * @param remote what the right end holds
 */
public record Conflict(SyncPath path, Kind kind, Entry ancestor, Entry local, Entry remote) {

	/** What happened on the two ends. */
	public enum Kind {
		/** The same file was edited on both. */
		EDIT_EDIT,
		/** Different files were created under the same name. */
		CREATE_CREATE,
		/** One end holds a folder (or link), the other a file under the same name. */
		TYPE
	}
}
