package org.cellssync.endpoint.cells.internal;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.core.sync.Step;

/** One step cannot be done; the others can. */
final class StepException extends Exception {

	private static final long serialVersionUID = 1L;

	private final transient Diagnostic diagnostic;

	StepException(Diagnostic diagnostic) {
		this(diagnostic, null);
	}

	StepException(Diagnostic diagnostic, Throwable cause) {
		super(diagnostic.code() + " " + diagnostic.subject(), cause);
		this.diagnostic = diagnostic;
	}

	/** What the server shows is not what the step was planned from. */
	static StepException changed(Step step) {
		return new StepException(Diagnostic.of(Code.REMOTE_CHANGED_MEANWHILE, step.path().value()));
	}

	/** Returns why. */
	Diagnostic diagnostic() {
		return diagnostic;
	}
}
