package org.cellssync.engine.internal;

/** What goes wrong at the calls a program makes to its surroundings. */
@FunctionalInterface
interface Mishaps {

	/** Nothing ever does. */
	Mishaps NONE = call -> Mishap.NONE;

	/** What may become of one call. */
	enum Mishap {
		/** It goes well. */
		NONE,
		/** It fails before anything has happened. */
		FAILS,
		/** It has its effect, and the caller is told that it failed. */
		REPLY_LOST,
		/** The program ends before the call. */
		CRASH_BEFORE,
		/** The program ends after the call has had its effect. */
		CRASH_AFTER
	}

	/** The program is killed: nothing may be done on the way out that a killed program would not have done. */
	final class Crash extends Error {
		private static final long serialVersionUID = 1L;

		Crash() {
			super("killed", null, false, false);
		}
	}

	/**
	 * Returns what becomes of the next call.
	 *
	 * @param call its name
	 */
	Mishap next(String call);
}
