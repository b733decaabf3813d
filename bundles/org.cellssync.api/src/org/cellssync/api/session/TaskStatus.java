package org.cellssync.api.session;

import java.time.Instant;
import java.util.Optional;

import org.cellssync.api.diagnostic.Diagnostic;

/** What a task is doing. */
public sealed interface TaskStatus {

	/** Both ends are the same, but for open conflicts and problems. */
	enum InSync implements TaskStatus {
		/** The only value. */
		IN_SYNC
	}

	/**
	 * It looks, plans or transfers.
	 *
	 * @param phase what just now
	 */
	record Working(Phase phase) implements TaskStatus {
	}

	/**
	 * It could not go on and tries again by itself.
	 *
	 * @param until when, at the latest
	 * @param diagnostic why
	 */
	record Waiting(Instant until, Diagnostic diagnostic) implements TaskStatus {
	}

	/**
	 * It stopped and waits for a person's choice.
	 *
	 * @param halt why
	 */
	record Halted(Halt halt) implements TaskStatus {
	}

	/**
	 * A person paused it.
	 *
	 * @param until when it goes on by itself
	 */
	record Paused(Optional<Instant> until) implements TaskStatus {
	}

	/**
	 * It waits for the time to run, as it was set up to.
	 *
	 * @param next when it runs next; empty where only a person starts it
	 */
	record Scheduled(Optional<Instant> next) implements TaskStatus {
	}

	/**
	 * Its account must sign in again.
	 *
	 * @param diagnostic which
	 */
	record SignedOut(Diagnostic diagnostic) implements TaskStatus {
	}

	/** What a working task does. */
	enum Phase {
		/** Connects and opens its ends. */
		STARTING,
		/** Looks at both ends. */
		LOOKING,
		/** Reads content to compare. */
		COMPARING,
		/** Changes the ends. */
		APPLYING
	}
}
