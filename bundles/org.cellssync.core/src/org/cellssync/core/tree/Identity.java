package org.cellssync.core.tree;

import java.time.Instant;
import java.util.Objects;

/**
 * Who an entry is on its endpoint, beside what it holds.
 *
 * @param id names the node for as long as it lives, over renames (server uuid, local file key); empty where
 *            not known yet
 * @param version changes whenever the content may have changed (local: size, modification time, key; server:
 *            storage ETag and size); empty for directories
 * @param modified modification time the endpoint shows
 * @param exactName last segment exactly as listed, which may be of another Unicode form than the path's
 * @param writable whether the endpoint lets this user change it
 */
public record Identity(String id, String version, Instant modified, String exactName, boolean writable) {

	/** Checks that nothing is missing. */
	public Identity {
		Objects.requireNonNull(id);
		Objects.requireNonNull(version);
		Objects.requireNonNull(modified);
		Objects.requireNonNull(exactName);
	}

	/** Returns this identity under another name. */
	public Identity named(String name) {
		return name.equals(exactName) ? this : new Identity(id, version, modified, name, writable);
	}

	/** Returns whether the node's id is known. */
	public boolean hasId() {
		return !id.isEmpty();
	}
}
