package org.cellssync.app.internal.command;

import java.util.Locale;

/** A command could not do what it was asked: what is wrong, what that means, what to do. */
final class CommandFailure extends Exception {
	private static final long serialVersionUID = 1L;

	private final ExitStatus status;
	private final String code;
	private final String meaning;
	private final String action;

	CommandFailure(ExitStatus status, String code, String message, String meaning, String action) {
		super(message);
		this.status = status;
		this.code = code;
		this.meaning = meaning;
		this.action = action;
	}

	static CommandFailure usage(String message) {
		return new CommandFailure(ExitStatus.USAGE, "USAGE", message, "nothing was done",
				"see the list of commands in the documentation");
	}

	static CommandFailure unexpected(RuntimeException cause) {
		CommandFailure failure = new CommandFailure(ExitStatus.INTERNAL, "INTERNAL_ERROR",
				String.format(Locale.ROOT, "an unexpected error happened (%s)", cause),
				"the command did not finish; this is an error of the program", "report it with the text of this line");
		failure.initCause(cause);
		return failure;
	}

	ExitStatus status() {
		return status;
	}

	String code() {
		return code;
	}

	String meaning() {
		return meaning;
	}

	String action() {
		return action;
	}
}
