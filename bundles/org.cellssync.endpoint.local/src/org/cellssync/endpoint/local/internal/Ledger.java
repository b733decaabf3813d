package org.cellssync.endpoint.local.internal;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.endpoint.Outcome;
import org.cellssync.api.endpoint.StepObserver;
import org.cellssync.api.endpoint.StepResult;
import org.cellssync.core.sync.Step;

/** What became of the steps so far, and whether to go on. Thread-safe. */
final class Ledger {

	/** Troubles that every further file would meet as well. */
	private static final Set<Code> OF_ALL = EnumSet.of(Code.LOCAL_DISK_FULL, Code.LOCAL_ROOT_MISSING,
			Code.LOCAL_ROOT_REPLACED, Code.SERVER_GRPC_UNAVAILABLE, Code.SIGNED_OUT, Code.ACCOUNT_UNKNOWN,
			Code.WORKSPACE_GONE, Code.REMOTE_ROOT_MISSING, Code.REMOTE_ROOT_REPLACED);

	private final StepObserver observer;
	// Both guarded by this.
	private final List<StepResult> results = new ArrayList<>();
	private EndpointException failure;

	Ledger(StepObserver observer) {
		this.observer = observer;
	}

	StepObserver observer() {
		return observer;
	}

	void done(StepResult.Done done) {
		add(done);
	}

	/** A step is not done; where the trouble is not of this step alone, nothing more is begun. */
	void failed(Step step, Diagnostic diagnostic) {
		if (OF_ALL.contains(diagnostic.code()) || diagnostic.code().cutsOff()) {
			stop(new EndpointException(diagnostic));
		}
		add(new StepResult.Failed(step, diagnostic));
	}

	private void add(StepResult result) {
		synchronized (this) {
			results.add(result);
		}
		observer.finished(result);
	}

	/** Nothing more is to be begun; the first reason stays. */
	synchronized void stop(EndpointException reason) {
		if (failure == null) {
			failure = reason;
		}
	}

	synchronized boolean isStopped() {
		return failure != null;
	}

	synchronized Outcome outcome() {
		return new Outcome(results, Optional.ofNullable(failure));
	}
}
