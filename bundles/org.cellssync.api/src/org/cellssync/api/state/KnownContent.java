package org.cellssync.api.state;

import java.time.Instant;
import java.util.Optional;

import org.cellssync.core.tree.Digest;

/** Digests of versions that were proven before. Thread-safe; a look-up takes microseconds. */
@FunctionalInterface
public interface KnownContent {

	/** Knows nothing. */
	KnownContent NONE = version -> Optional.empty();

	/** Returns what {@code version} (see {@link org.cellssync.core.tree.Identity#version()}) was proven to hold. */
	Optional<Proven> of(String version);

	/**
	 * A proven digest.
	 *
	 * @param digest the content
	 * @param observed when the endpoint's clock-independent look began that proved it (this computer's clock)
	 */
	record Proven(Digest digest, Instant observed) {
	}
}
