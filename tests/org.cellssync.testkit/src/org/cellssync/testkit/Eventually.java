package org.cellssync.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

import org.opentest4j.AssertionFailedError;

/** Waits for what comes about by itself. */
public final class Eventually {

	/** Longer than anything here takes on a busy machine. */
	public static final Duration LIMIT = Duration.ofSeconds(30);
	private static final Duration STEP = Duration.ofMillis(20);

	/** An assertion that may fail for a while. */
	@FunctionalInterface
	public interface Check {

		/** Throws while it does not hold. */
		void run() throws Exception;
	}

	private Eventually() {
	}

	/** Returns once {@code check} holds; after {@link #LIMIT} its failure is thrown. */
	public static void holds(Check check) throws Exception {
		Instant end = Instant.now().plus(LIMIT);
		while (true) {
			try {
				check.run();
				return;
			} catch (AssertionFailedError e) {
				if (Instant.now().isAfter(end)) {
					throw e;
				}
				LockSupport.parkNanos(STEP.toNanos());
			}
		}
	}
}
