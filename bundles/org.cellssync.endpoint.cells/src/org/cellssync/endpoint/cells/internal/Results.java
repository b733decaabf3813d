package org.cellssync.endpoint.cells.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.StepObserver;
import org.cellssync.api.endpoint.StepResult;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.sync.Change;
import org.cellssync.core.sync.Step;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Identity;
import org.cellssync.transport.CellsException;

/** What became of the steps so far. Thread-safe. */
final class Results {

	/** A server that fails this many steps in a row for no reason of theirs is out of order as a whole. */
	private static final int FAILURES_IN_A_ROW = 5;

	/** What is tried for a step. */
	@FunctionalInterface
	interface Attempt {
		void make() throws StepException, CellsException;
	}

	private final RemoteTree remote;
	private final StepObserver observer;
	private final Cancellation cancel;
	private final List<StepResult> results = new ArrayList<>();
	private int failuresInARow;

	Results(RemoteTree remote, StepObserver observer, Cancellation cancel) {
		this.remote = remote;
		this.observer = observer;
		this.cancel = cancel;
	}

	/**
	 * Makes an attempt at a step and notes its failure.
	 *
	 * @throws CellsException where the server failed as a whole, and the step has no result
	 */
	void attempt(Step step, Attempt attempt) throws CellsException {
		try {
			attempt.make();
		} catch (StepException e) {
			failed(step, e.diagnostic());
		} catch (CellsException e) {
			if (endsAll(e) || outOfOrder(e)) {
				throw e;
			}
			failed(step, e.error().diagnostic(step.path().value()));
		}
	}

	/** Returns whether no further call can succeed. */
	static boolean endsAll(CellsException e) {
		return switch (e.kind()) {
			case WORKSPACE_GONE, SIGNED_OUT -> true;
			case NOT_FOUND, HIDDEN, FORBIDDEN, CONFLICT, WRONG_FAMILY, UNREACHABLE, TIMEOUT, LOCKED, OTHER ->
				false;
		};
	}

	/**
	 * A connection that broke may have met trouble with one file alone: the server is asked whether it is
	 * there.
	 */
	private boolean outOfOrder(CellsException e) {
		return switch (e.kind()) {
			case UNREACHABLE, TIMEOUT -> inARow() || !answers();
			// What is refused for its size, or for want of room, says nothing of the next.
			case OTHER -> e.error().diagnosis() == Code.SERVER_ERROR && inARow();
			case WORKSPACE_GONE, SIGNED_OUT, NOT_FOUND, HIDDEN, FORBIDDEN, CONFLICT, WRONG_FAMILY, LOCKED ->
				false;
		};
	}

	private synchronized boolean inARow() {
		return ++failuresInARow >= FAILURES_IN_A_ROW;
	}

	private boolean answers() {
		try {
			return remote.read("", cancel).isPresent();
		} catch (CellsException silent) {
			// The failure that led here is the one that is told.
			return false;
		}
	}

	/** Notes that a step is not done. */
	void failed(Step step, Diagnostic diagnostic) {
		add(new StepResult.Failed(step, diagnostic));
	}

	/** Notes that a deletion is done. */
	void done(Change deletion, boolean changed) {
		Identity nobody = new Identity("", "", Instant.EPOCH, deletion.path().name(), true);
		done(new StepResult.Done(deletion, Entry.Absent.ABSENT, nobody, 0, changed));
	}

	/** Notes that a step is done. */
	void done(StepResult.Done result) {
		synchronized (this) {
			failuresInARow = 0;
		}
		add(result);
	}

	/** Notes that steps are done which have no result yet. */
	void doneUntold(List<StepResult.Done> done) {
		Set<Step> told = new HashSet<>();
		all().forEach(result -> told.add(result.step()));
		done.stream().filter(result -> !told.contains(result.step())).forEach(this::done);
	}

	private void add(StepResult result) {
		synchronized (this) {
			results.add(result);
		}
		observer.finished(result);
	}

	/** Returns all results. */
	synchronized List<StepResult> all() {
		return List.copyOf(results);
	}
}
