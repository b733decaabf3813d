package org.cellssync.ui.tests;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

import org.opentest4j.AssertionFailedError;

/**
 * Waits for what comes about by itself outside the window; asked on the test's thread, since it may look at disk and
 * net.
 */
final class Await {

	private static final Duration LIMIT = Duration.ofSeconds(60);
	private static final Duration STEP = Duration.ofMillis(40);

	private Await() {
	}

	/** Returns once it is so. */
	static void is(String what, Callable<Boolean> condition) throws Exception {
		Instant end = Instant.now().plus(LIMIT);
		while (!condition.call()) {
			if (Instant.now().isAfter(end)) {
				throw new AssertionFailedError(what + " did not come about");
			}
			LockSupport.parkNanos(STEP.toNanos());
		}
	}
}
