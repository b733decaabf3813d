package org.cellssync.api.state;

import org.cellssync.api.diagnostic.Diagnostic;

/** The state of a task cannot be read or written; what was committed before stands. */
public final class StateException extends Exception {

	private static final long serialVersionUID = 1L;

	private final transient Diagnostic diagnostic;

	/** State trouble for {@code diagnostic}, after {@code cause}. */
	public StateException(Diagnostic diagnostic, Throwable cause) {
		super(diagnostic.line(), cause);
		this.diagnostic = diagnostic;
	}

	/** Returns what is wrong. */
	public Diagnostic diagnostic() {
		return diagnostic;
	}
}
