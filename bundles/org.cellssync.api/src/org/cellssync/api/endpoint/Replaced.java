package org.cellssync.api.endpoint;

import java.util.Objects;

import org.cellssync.core.tree.SyncPath;

/**
 * A version of a file that somebody else wrote, and that a write of this program replaced since nobody could see it in time.
 *
 * @param path where it stood when it was replaced
 * @param version what tells it from the file's other versions, as its end writes that down
 * @param size bytes
 */
public record Replaced(SyncPath path, String version, long size) {

	/** Rejects what names no version. */
	public Replaced {
		Objects.requireNonNull(path, "path");
		Objects.requireNonNull(version, "version");
	}
}
