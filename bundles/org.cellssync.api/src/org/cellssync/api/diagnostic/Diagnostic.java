package org.cellssync.api.diagnostic;

import java.util.List;
import java.util.Objects;

/**
 * One trouble.
 *
 * @param code what kind
 * @param subject what it concerns: a path relative to the task, an address, a folder; may be empty
 * @param args further texts for the message, in the order its placeholders {@code {1}}, {@code {2}} … name them
 */
public record Diagnostic(Code code, String subject, List<String> args) {

	/** Copies the arguments. */
	public Diagnostic {
		Objects.requireNonNull(code);
		Objects.requireNonNull(subject);
		args = List.copyOf(args);
	}

	/** Returns a diagnostic about {@code subject}. */
	public static Diagnostic of(Code code, String subject, String... args) {
		return new Diagnostic(code, subject, List.of(args));
	}

	/** Returns what is wrong, as one sentence without a full stop. */
	public String message() {
		return DiagnosticTexts.text(this, "message");
	}

	/** Returns what that means for the user's files. */
	public String meaning() {
		return DiagnosticTexts.text(this, "meaning");
	}

	/** Returns what to do. */
	public String action() {
		return DiagnosticTexts.text(this, "action");
	}

	/** Returns the line a terminal shows: {@code CODE: what is wrong; what it means; what to do}. */
	public String line() {
		return code + ": " + message() + "; " + meaning() + "; " + action();
	}
}
