package org.cellssync.sample.tests;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Waits for what comes about by itself. */
final class Await {

	/** Longer than anything here takes on a busy machine. */
	private static final Duration LIMIT = Duration.ofSeconds(90);
	private static final Duration STEP = Duration.ofMillis(20);

	/** A look at something. */
	@FunctionalInterface
	interface Look<T> {

		T look() throws IOException;
	}

	private Await() {
	}

	/** Returns the first value seen for which {@code condition} holds. */
	static <T> T until(String what, Look<T> look, Predicate<T> condition) throws IOException {
		Instant end = Instant.now().plus(LIMIT);
		T value = look.look();
		while (!condition.test(value)) {
			if (Instant.now().isAfter(end)) {
				throw new AssertionError(what + " did not come about; last seen: " + value);
			}
			LockSupport.parkNanos(STEP.toNanos());
			value = look.look();
		}
		return value;
	}
}
