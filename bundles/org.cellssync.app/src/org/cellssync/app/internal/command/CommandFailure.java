package org.cellssync.app.internal.command;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointException;

/** A command could not do what it was asked. */
final class CommandFailure extends Exception {

	private static final long serialVersionUID = 1L;

	private final transient Diagnostic diagnostic;

	CommandFailure(Diagnostic diagnostic) {
		super(diagnostic.line());
		this.diagnostic = diagnostic;
	}

	static CommandFailure of(EndpointException cause) {
		CommandFailure failure = new CommandFailure(cause.diagnostic());
		failure.initCause(cause);
		return failure;
	}

	static CommandFailure usage(String message) {
		return new CommandFailure(Diagnostic.of(Code.USAGE, message));
	}

	static CommandFailure unexpected(Exception cause) {
		CommandFailure failure = new CommandFailure(Diagnostic.of(Code.INTERNAL, String.valueOf(cause)));
		failure.initCause(cause);
		return failure;
	}

	static CommandFailure outOfMemory(OutOfMemoryError cause) {
		CommandFailure failure = new CommandFailure(Diagnostic.of(Code.OUT_OF_MEMORY, "This command",
				Long.toString(Runtime.getRuntime().maxMemory() >> 20)));
		failure.initCause(cause);
		return failure;
	}

	Diagnostic diagnostic() {
		return diagnostic;
	}

	ExitStatus status() {
		return ExitStatus.of(diagnostic.code());
	}
}
