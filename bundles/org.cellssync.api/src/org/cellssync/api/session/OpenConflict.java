package org.cellssync.api.session;

import java.time.Instant;
import java.util.Optional;

import org.cellssync.core.sync.Conflict;
import org.cellssync.core.tree.SyncPath;

/**
 * A conflict nobody has decided yet. Both ends stay untouched there.
 *
 * @param path where
 * @param kind what happened
 * @param local what the left end holds
 * @param remote what the right end holds
 */
public record OpenConflict(SyncPath path, Conflict.Kind kind, Version local, Version remote) {

	/**
	 * One end's version.
	 *
	 * @param kind {@code file}, {@code folder} or {@code link}
	 * @param size bytes, 0 for others than files
	 * @param modified modification time, where known
	 */
	public record Version(String kind, long size, Optional<Instant> modified) {
	}
}
