package org.cellssync.endpoint.local.internal;

import org.cellssync.api.diagnostic.Diagnostic;

/** One step is not done, for the reason given; its path is as it was. */
final class Refusal extends Exception {

	private static final long serialVersionUID = 1L;

	private final transient Diagnostic diagnostic;

	Refusal(Diagnostic diagnostic) {
		super(diagnostic.code() + " " + diagnostic.subject());
		this.diagnostic = diagnostic;
	}

	Diagnostic diagnostic() {
		return diagnostic;
	}
}
