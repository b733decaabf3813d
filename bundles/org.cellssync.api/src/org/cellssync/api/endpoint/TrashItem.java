package org.cellssync.api.endpoint;

import java.time.Instant;
import java.util.Objects;

import org.cellssync.core.tree.SyncPath;

/**
 * Something that was put aside before it was replaced or deleted.
 *
 * @param id names it within its trash
 * @param path where it stood
 * @param deleted when it was put aside
 * @param size bytes of content, of all files together for a folder
 * @param kind what it is
 */
public record TrashItem(String id, SyncPath path, Instant deleted, long size, Kind kind) {

	/** What an item is. */
	public enum Kind {
		/** A regular file. */
		FILE,
		/** A folder with all it held. */
		FOLDER,
		/** A symbolic link. */
		LINK
	}

	/** Checks that nothing is missing. */
	public TrashItem {
		Objects.requireNonNull(id);
		Objects.requireNonNull(path);
		Objects.requireNonNull(deleted);
		Objects.requireNonNull(kind);
	}
}
