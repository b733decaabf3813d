package org.cellssync.endpoint.cells.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * When a hash of the server was first seen beside a version. After a file is overwritten the server shows the
 * hash of the content before for some seconds, so a hash counts once it has stood beside the same version for
 * a while, or once the event of the finished upload, which is never early, names both. Thread-safe; keeps the
 * newest few thousand.
 */
final class HashSightings {

	/**
	 * How long a pair must have stood; the longest delay measured on a loaded server is a little above 5 s.
	 */
	static final Duration SETTLED = Duration.ofSeconds(10);
	/**
	 * Age from which a file cannot be in that state; clocks of server and client may well differ by minutes.
	 */
	static final Duration OLD = Duration.ofHours(1);
	private static final int KEPT = 20_000;

	private final InstantSource clock;
	private final Map<String, Instant> first = new LinkedHashMap<>(16, 0.75f, true) {
		private static final long serialVersionUID = 1L;

		@Override
		protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
			return size() > KEPT;
		}
	};

	HashSightings(InstantSource clock) {
		this.clock = clock;
	}

	/** Notes what the event of a finished upload says. */
	synchronized void told(StorageVersion version, String hash) {
		first.put(key(version, hash), Instant.MIN);
	}

	/** Notes that the node is seen, and returns whether its hash may be taken to be of its version. */
	boolean settled(RemoteNode node) {
		Instant now = clock.instant();
		return age(node, now).compareTo(SETTLED) >= 0 || node.modified().isBefore(now.minus(OLD));
	}

	/** Notes that the node is seen, and returns how long its hash has stood beside its version. */
	Duration age(RemoteNode node) {
		return age(node, clock.instant());
	}

	private synchronized Duration age(RemoteNode node, Instant now) {
		Instant seen = first.merge(key(node.version(), node.hash()), now, (earlier, later) -> earlier);
		return seen.equals(Instant.MIN) ? OLD : Duration.between(seen, now);
	}

	private static String key(StorageVersion version, String hash) {
		return version.text() + '=' + hash;
	}
}
