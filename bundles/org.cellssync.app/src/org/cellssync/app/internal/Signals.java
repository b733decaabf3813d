package org.cellssync.app.internal;

import sun.misc.Signal;

/** Ctrl-C and SIGTERM as wishes that the running command heeds, so that it ends whole and with a status of its own. */
final class Signals {

	private Signals() {
	}

	/** Has {@code action} run at the first of either; a second one is ignored, what runs is already ending. */
	static void onStop(Runnable action) {
		Signal.handle(new Signal("INT"), signal -> action.run());
		Signal.handle(new Signal("TERM"), signal -> action.run());
	}
}
