package org.cellssync.endpoint.local.internal;

import java.time.Duration;
import java.time.Instant;

/**
 * Whether a digest taken of a file still says what the file holds, when its size, modification time and key
 * are as they were.
 * <p>
 * A second write within the grain of the file system's clock leaves the modification time as it is, so a
 * digest proves nothing about a file that was modified just before it was read. A time of whole seconds may
 * be of a file system that knows no others, unless that file system has shown others.
 */
final class RacyStamp {

	/** File systems with parts of seconds stamp with the kernel's tick, or with hundredths. */
	private static final Duration FINE_GRAIN = Duration.ofMillis(10);
	/** The coarsest known is that of FAT. */
	private static final Duration COARSE_GRAIN = Duration.ofSeconds(2);
	/**
	 * Beyond this no clock is wrong by chance: the time was set by hand, and a write would set another one.
	 */
	private static final Duration FUTURE = Duration.ofDays(1);

	private volatile boolean fine;

	/** A time that the file system shows. */
	void seen(Instant modified) {
		// Written at most once, so that all who look do not contend for it.
		if (!fine && modified.getNano() != 0) {
			fine = true;
		}
	}

	/** Returns whether a digest of what {@code stat} shows, read after {@code observed}, can be trusted. */
	boolean trusted(Stat stat, Instant observed) {
		Instant modified = stat.modified();
		boolean whole = modified.getNano() == 0 && (!fine || stat.isElsewhere());
		Duration grain = whole ? COARSE_GRAIN : FINE_GRAIN;
		return modified.isBefore(observed.minus(grain)) || modified.isAfter(observed.plus(FUTURE));
	}
}
