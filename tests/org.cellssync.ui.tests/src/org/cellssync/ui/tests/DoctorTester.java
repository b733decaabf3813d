package org.cellssync.ui.tests;

import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.doctor.CheckOutcome;
import org.cellssync.api.doctor.CheckStep;
import org.cellssync.ui.internal.Messages;
import org.cellssync.ui.internal.Texts;
import org.eclipse.jface.dialogs.IDialogConstants;

/** The check of a server. */
final class DoctorTester {

	/** Waits until it is open. */
	DoctorTester() {
		Screen.says(Messages.Doctor_server);
	}

	/** Begins. */
	void begin() {
		Screen.press(Messages.Doctor_check);
	}

	/** Waits until a step has ended so. */
	void shows(CheckStep step, CheckOutcome outcome) {
		Screen.lists(Texts.step(step), Texts.outcome(outcome));
	}

	/** Waits until it has ended like this. */
	void ends(String verdict, int ok, int warnings, int skipped, int failed) {
		Screen.says(Texts.counted(verdict, failed, warnings, skipped, ok));
	}

	/** Waits until all is told of what is wrong in the chosen step. */
	void explains(Diagnostic trouble) {
		Screen.says(trouble.meaning());
		Screen.says(trouble.action());
	}

	/** Chooses a step. */
	void choose(CheckStep step) {
		Screen.choose(Texts.step(step));
	}

	/** Returns what is copied as text. */
	String copy() {
		Screen.press(Messages.Doctor_copy);
		return Screen.copied();
	}

	/** Closes it. */
	void close() {
		Screen.press(IDialogConstants.CLOSE_LABEL.replace("&", ""));
		Screen.saysNoMore(Messages.Doctor_server);
	}
}
