package org.cellssync.api.endpoint;

import org.cellssync.api.diagnostic.Diagnostic;

/**
 * An operation on an endpoint failed as a whole; what it had done before stands. Carries the one diagnostic that says
 * why.
 */
public final class EndpointException extends Exception {

	private static final long serialVersionUID = 1L;

	private final transient Diagnostic diagnostic;

	/** An operation failed for {@code diagnostic}. */
	public EndpointException(Diagnostic diagnostic) {
		super(diagnostic.line());
		this.diagnostic = diagnostic;
	}

	/** An operation failed for {@code diagnostic}, after {@code cause}. */
	public EndpointException(Diagnostic diagnostic, Throwable cause) {
		super(diagnostic.line(), cause);
		this.diagnostic = diagnostic;
	}

	/** Returns why. */
	public Diagnostic diagnostic() {
		return diagnostic;
	}
}
