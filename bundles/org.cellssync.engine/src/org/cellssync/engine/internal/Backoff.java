package org.cellssync.engine.internal;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Growing pauses between tries, each a little random so that many clients do not come back at one moment. */
final class Backoff {

	/** Short enough that everything is in sync within 15 s of a server's return. */
	private static final Duration LONGEST = Duration.ofSeconds(8);

	private Backoff() {
	}

	/** Returns the pause before the next try; {@code attempt} counts from 0. */
	static Duration pause(int attempt, RandomGenerator random) {
		long millis = Math.min(LONGEST.toMillis(), 500L << Math.min(attempt, 10));
		return Duration.ofMillis((long) (millis * (0.75 + 0.25 * random.nextDouble())));
	}
}
