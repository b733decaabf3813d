package org.cellssync.app.internal;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.app.internal.command.ExitStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the program when a thread died for lack of memory. It may have been one of the runtime's own, such as the one that
 * hears of files that change or of signals: a program that goes on then looks alive and does nothing. What is on disk is as
 * after a crash, from which every start recovers.
 */
final class Exhaustion {

	private static final Logger LOG = LoggerFactory.getLogger(Exhaustion.class);

	private Exhaustion() {
	}

	/** Has threads end that way that nobody else looks after. */
	static void watch() {
		Thread.setDefaultUncaughtExceptionHandler(Exhaustion::died);
	}

	private static void died(Thread thread, Throwable cause) {
		if (cause instanceof OutOfMemoryError) {
			try {
				Diagnostic diagnostic = Diagnostic.of(Code.OUT_OF_MEMORY, thread.getName(),
						Long.toString(Runtime.getRuntime().maxMemory() >> 20));
				System.err.println(diagnostic.line());
				LOG.error("{}", diagnostic.line(), cause);
			} finally {
				Runtime.getRuntime().halt(ExitStatus.INTERNAL.code());
			}
		}
		LOG.error("The thread {} met a fault of ours", thread.getName(), cause);
	}
}
