package org.cellssync.engine.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.endpoint.Outcome;
import org.cellssync.api.endpoint.Scan;
import org.cellssync.api.endpoint.StepObserver;
import org.cellssync.api.endpoint.StepResult;
import org.cellssync.api.state.HistoryEntry;
import org.cellssync.api.state.StateException;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.sync.Agreement;
import org.cellssync.core.sync.Change;
import org.cellssync.core.sync.Move;
import org.cellssync.core.sync.Plan;
import org.cellssync.core.sync.Side;
import org.cellssync.core.sync.Step;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.SyncPath;

/**
 * Has both ends perform their steps and commits what was done while it goes on, in batches: a crash costs at most the last
 * batch's bookkeeping, never a file.
 */
final class Performance {

	private static final int BATCH = 1000;
	private static final Duration LONGEST = Duration.ofSeconds(2);

	private final Pair pair;
	private final Memory memory;
	private final CycleListener listener;
	private final InstantSource clock;
	private final Cancellation cancel;
	private final Instant began;
	/** Held while a batch is written; what else was done meanwhile waits for the next batch, and nobody waits for it. */
	private final Object writing = new Object();
	private List<Recorded> waiting = new ArrayList<>();
	private final List<HistoryEntry> operations = new ArrayList<>();
	private final List<StepResult.Failed> failures = new ArrayList<>();
	private final Map<Side, Set<SyncPath>> failedPaths = Map.of(Side.LOCAL, new HashSet<>(), Side.REMOTE, new HashSet<>());
	private final List<SyncPath> succeeded = new ArrayList<>();
	private Instant lastCommit;
	private boolean agreed;
	private Optional<EndpointException> failure = Optional.empty();
	private Optional<StateException> notKept = Optional.empty();

	/** @param began a moment before any content was looked at for the plan */
	Performance(Pair pair, Memory memory, CycleListener listener, InstantSource clock, Instant began,
			Cancellation cancel) {
		this.pair = pair;
		this.memory = memory;
		this.listener = listener;
		this.clock = clock;
		this.began = began;
		this.cancel = cancel;
		this.lastCommit = clock.instant();
	}

	/**
	 * Performs what comes up to the last move of each end, agrees on it and on what both ends hold alike already, then
	 * performs the rest of both ends at once. Where a move did not come about the rest waits for the next look.
	 *
	 * @param ancestor what was agreed when the plan was made
	 * @throws StateException where what was done could not be kept; the next look finds it again
	 */
	void run(Plan plan, Entry ancestor, List<Step> local, List<Step> remote) throws StateException {
		int movesHere = upToLastMove(local);
		int movesThere = upToLastMove(remote);
		perform(Side.LOCAL, local.subList(0, movesHere));
		perform(Side.REMOTE, remote.subList(0, movesThere));
		agree(plan, ancestor);
		agreed = true;
		if (failures.isEmpty() && failure.isEmpty()) {
			try {
				pair.both().run(() -> perform(Side.LOCAL, local.subList(movesHere, local.size())),
						() -> perform(Side.REMOTE, remote.subList(movesThere, remote.size())));
			} catch (EndpointException e) {
				failed(e);
			} finally {
				commit();
			}
		}
		if (notKept.isPresent()) {
			throw notKept.get();
		}
	}

	private static int upToLastMove(List<Step> steps) {
		int index = steps.size();
		while (index > 0 && !(steps.get(index - 1) instanceof Move)) {
			index--;
		}
		return index;
	}

	private synchronized void agree(Plan plan, Entry ancestor) throws StateException {
		memory.seen(waiting, began);
		List<Move> moves = new ArrayList<>();
		List<Change> results = new ArrayList<>();
		for (Recorded each : waiting) {
			switch (each.done().step()) {
				case Move move -> moves.add(move);
				case Change change -> results.add(new Change(change.path(), change.before(), each.done().entry()));
			}
		}
		memory.agree(Agreement.advance(ancestor, plan, moves, results), Agreement.taken(plan, moves),
				Operations.history(waiting));
		waiting.clear();
	}

	private Outcome perform(Side side, List<Step> steps) {
		if (steps.isEmpty()) {
			return new Outcome(List.of(), Optional.empty());
		}
		Scan target = memory.last(side).orElseThrow();
		Scan source = memory.last(side.other()).orElseThrow();
		Outcome outcome = pair.of(side).apply(target, steps,
				pair.content(side.other(), source.identities(), cancel), observer(side), cancel);
		outcome.failure().ifPresent(this::failed);
		return outcome;
	}

	private synchronized void failed(EndpointException e) {
		if (failure.isEmpty()) {
			failure = Optional.of(e);
		}
	}

	private StepObserver observer(Side side) {
		return new StepObserver() {
			@Override
			public void transferred(SyncPath path, long bytes) {
				listener.transferred(path, bytes);
			}

			@Override
			public void unseen(SyncPath path, Duration window) {
				listener.unseen(path, window);
			}

			@Override
			public void finished(StepResult result) {
				listener.finished(result);
				if (record(side, result)) {
					commit();
				}
			}
		};
	}

	/** Returns whether a batch is due. */
	private synchronized boolean record(Side side, StepResult result) {
		Instant now = clock.instant();
		switch (result) {
			case StepResult.Done done -> {
				succeeded.add(done.step().path());
				if (done.changed()) {
					told(Operations.done(side, done, now));
				}
				waiting.add(new Recorded(side, done, now));
				if (agreed && (waiting.size() >= BATCH || lastCommit.plus(LONGEST).isBefore(now))) {
					lastCommit = now;
					return true;
				}
			}
			case StepResult.Failed failed when belowFailed(side, failed.step().path()) -> {
				// Its folder did not come about, and that is told: it is no trouble of its own.
			}
			case StepResult.Failed failed -> {
				failedPaths.get(side).add(failed.step().path());
				failures.add(failed);
				told(Operations.failed(side, failed, now));
			}
		}
		return false;
	}

	private boolean belowFailed(Side side, SyncPath path) {
		for (SyncPath above = path; !above.isRoot(); above = above.parent()) {
			if (failedPaths.get(side).contains(above.parent())) {
				return true;
			}
		}
		return false;
	}

	/** Notes a step that was not tried. */
	synchronized void refused(Side side, StepResult.Failed failed) {
		failures.add(failed);
		told(Operations.failed(side, failed, clock.instant()));
	}

	/**
	 * Adds what failed to the history, as far as it is news.
	 *
	 * @throws StateException where it could not be kept
	 */
	void keepFailures(Quarantine quarantine) throws StateException {
		List<HistoryEntry> news = operations.stream().filter(each -> each.outcome() == HistoryEntry.Outcome.FAILED)
				.filter(quarantine::isNews).toList();
		List<HistoryEntry> untold = Failures.untold(news, memory.state(), clock.instant());
		if (!untold.isEmpty()) {
			memory.note(new TreeMap<>(), untold);
		}
	}

	private void told(HistoryEntry operation) {
		operations.add(operation);
		listener.operation(operation);
	}

	private void commit() {
		synchronized (writing) {
			List<Recorded> batch = takeBatch();
			if (batch.isEmpty() || notKept.isPresent()) {
				return;
			}
			try {
				memory.done(batch, began);
			} catch (StateException e) {
				// The files are right; the bookkeeping is not. The cycle ends with this, and the next look starts from what
				// is kept.
				notKept = Optional.of(e);
			}
		}
	}

	private synchronized List<Recorded> takeBatch() {
		List<Recorded> batch = waiting;
		waiting = new ArrayList<>();
		lastCommit = clock.instant();
		return batch;
	}

	List<HistoryEntry> operations() {
		return operations;
	}

	List<StepResult.Failed> failures() {
		return failures;
	}

	List<SyncPath> succeeded() {
		return succeeded;
	}

	Optional<EndpointException> failure() {
		return failure;
	}
}
