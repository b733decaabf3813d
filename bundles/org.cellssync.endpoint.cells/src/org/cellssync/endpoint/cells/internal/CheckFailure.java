package org.cellssync.endpoint.cells.internal;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;

/** A check found out what is wrong. */
final class CheckFailure extends Exception {

	private static final long serialVersionUID = 1L;

	private final transient Diagnostic trouble;

	CheckFailure(Code code, String subject, String... args) {
		this(Diagnostic.of(code, subject, args), null);
	}

	CheckFailure(Diagnostic trouble, Throwable cause) {
		super(trouble.line(), cause);
		this.trouble = trouble;
	}

	Diagnostic trouble() {
		return trouble;
	}
}
