package org.cellssync.engine.internal;

import java.time.Duration;

/**
 * How long a run that has an end goes on against trouble.
 *
 * @param silence a server silent for so long ends it
 * @param retries items that fail and may be over it in seconds are tried again for so long; zero gives each one try
 */
record RunLimits(Duration silence, Duration retries) {

	/** What a person who waits for the end can bear. */
	static final RunLimits DEFAULT = new RunLimits(Duration.ofSeconds(60), Duration.ofSeconds(15));
}
