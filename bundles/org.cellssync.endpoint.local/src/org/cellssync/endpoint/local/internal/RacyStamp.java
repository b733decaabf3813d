package org.cellssync.endpoint.local.internal;

import java.time.Duration;
import java.time.Instant;

/**
 * Whether a digest taken of a file still says what the file holds, when its size, modification time and key are as they
 * were.
 * <p>
 * A second write within the grain of the file system's clock leaves the modification time as it is, so a digest proves
 * nothing about a file that was modified just before it was read.
 */
final class RacyStamp {

	/** File systems with nanoseconds stamp with the kernel's tick. */
	private static final Duration FINE_GRAIN = Duration.ofMillis(10);
	/** The coarsest known are FAT and exFAT. */
	private static final Duration COARSE_GRAIN = Duration.ofSeconds(2);
	/** Beyond this no clock is wrong by chance: the time was set by hand, and a write would set another one. */
	private static final Duration FUTURE = Duration.ofDays(1);

	private RacyStamp() {
	}

	/** Returns whether a digest of a file modified at {@code modified}, read after {@code observed}, can be trusted. */
	static boolean trusted(Instant modified, Instant observed) {
		Duration grain = modified.getNano() == 0 ? COARSE_GRAIN : FINE_GRAIN;
		return modified.isBefore(observed.minus(grain)) || modified.isAfter(observed.plus(FUTURE));
	}
}
