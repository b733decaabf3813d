package org.cellssync.app.internal.command;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;

/** A window was wanted where none can be opened. */
final class NoScreen {

	private NoScreen() {
	}

	static CommandFailure failure() {
		return new CommandFailure(Diagnostic.of(Code.SYSTEM_INCOMPLETE, "a screen to open a window on",
				"start --headless runs without one"));
	}
}
