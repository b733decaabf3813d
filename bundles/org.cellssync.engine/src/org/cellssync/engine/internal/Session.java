package org.cellssync.engine.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CancellationException;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.Endpoint;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.endpoint.Hint;
import org.cellssync.api.session.Halt;
import org.cellssync.api.session.TaskStatus;
import org.cellssync.api.state.StateException;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.sync.Side;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running task: one loop on one thread that takes all decisions, and one waiter per end that feeds its inbox. Ends when
 * cancelled.
 */
final class Session {

	private static final Logger LOG = LoggerFactory.getLogger(Session.class);
	/** Everything is looked at so often though events tell of changes: events are hints, and hints get lost. */
	private static final Duration FULL_LOOK = Duration.ofHours(1);
	/** The first look waits so long for both ends to be watched. */
	private static final Duration WATCHING = Duration.ofSeconds(10);

	private final TaskRuntime task;
	private final PairOpener opener;
	private final InstantSource clock;
	private final Inbox inbox;
	private final Cancellation cancel = new Cancellation();
	private final Thread thread;

	Session(TaskRuntime task, PairOpener opener, InstantSource clock) {
		this.task = task;
		this.opener = opener;
		this.clock = clock;
		this.inbox = new Inbox(clock);
		this.thread = Thread.ofPlatform().daemon().name("sync-" + task.spec().name()).unstarted(this::run);
	}

	void start() {
		thread.start();
	}

	/** Asks the loop to end; {@link #join()} waits for it. */
	void cancel() {
		cancel.cancel();
		inbox.wake();
	}

	void join(Duration longest) throws InterruptedException {
		thread.join(longest.toMillis());
		if (thread.isAlive()) {
			LOG.warn("Task {} did not stop in time", task.spec().id());
		}
	}

	/** Has the loop look everywhere. */
	void look() {
		inbox.hint(Side.LOCAL, Hint.Everything.EVERYTHING);
		inbox.hint(Side.REMOTE, Hint.Everything.EVERYTHING);
	}

	/** Something was decided, or an account changed: tries again at once. */
	void wake() {
		inbox.wake();
	}

	private void run() {
		int attempt = 0;
		while (!cancel.isCancelled()) {
			try (Pair pair = opener.open(task.spec(), cancel)) {
				task.status(new TaskStatus.Working(TaskStatus.Phase.STARTING));
				loop(pair);
			} catch (EndpointException e) {
				waiting(e.diagnostic(), attempt++);
			} catch (CancellationException e) {
				LOG.debug("Task {} stops", task.spec().id());
			} catch (RuntimeException e) {
				LOG.error("Task {} met a fault of ours", task.spec().id(), e);
				waiting(Diagnostic.of(Code.INTERNAL, task.spec().name(), String.valueOf(e)), attempt++);
			}
		}
	}

	private void loop(Pair pair) {
		Quarantine quarantine = new Quarantine();
		Memory memory = task.memory();
		Cycle cycle = new Cycle(pair, memory, task.notes(), task.spec().options(), opener.ignore(task.spec()), quarantine, clock);
		Agenda agenda = new Agenda(quarantine, new MovedFolders(task.notes()), FULL_LOOK, clock.instant());
		ProgressMeter meter = new ProgressMeter(task, operation -> LOG.debug("{} {} {}", operation.operation(),
				operation.path(), operation.outcome()));
		Watching watching = new Watching(pair, inbox, cancel);
		memory.forgetLooks();
		watching.awaitBegun(clock.instant().plus(WATCHING), clock, cancel);
		Hints hints = Hints.EVERYTHING;
		int attempt = 0;
		while (!cancel.isCancelled()) {
			try {
				Round round = cycle.run(hints.local(), hints.remote(), false, meter, cancel);
				hints = new Hints(Hint.at(round.lookAgainLocal()), Hint.at(round.lookAgainRemote()));
				after(round, agenda);
				if (round.failure().isPresent()) {
					throw round.failure().get();
				}
				attempt = 0;
				if (!round.acted()) {
					// What must be looked at again comes by the agenda; looking at once would only spin.
					hints = rest(agenda, hints);
				}
			} catch (EndpointException e) {
				waiting(e.diagnostic(), attempt++);
				hints = taken().and(hints);
			} catch (StateException e) {
				LOG.error("The state of task {} cannot be written", task.spec().id(), e);
				waiting(e.diagnostic(), attempt++);
			} catch (InterruptedException e) {
				Thread.currentThread().interrupt();
				return;
			}
		}
	}

	private void after(Round round, Agenda agenda) throws StateException {
		Instant now = clock.instant();
		agenda.after(round, now);
		boolean quiet = !round.acted() && round.halt().isEmpty() && round.failure().isEmpty();
		boolean complete = quiet && round.unsettled().isEmpty() && round.pending() == 0;
		task.found(round, agenda.overdue(now), complete);
		if (round.halt().isPresent()) {
			Halt halt = round.halt().get();
			task.status(new TaskStatus.Halted(halt));
		} else if (quiet && !agenda.settling(now)) {
			task.status(TaskStatus.InSync.IN_SYNC);
		}
	}

	private Hints rest(Agenda agenda, Hints open) throws InterruptedException {
		Hints came = inbox.take(agenda.next());
		return came.and(agenda.due(clock.instant())).and(open);
	}

	/** Takes what was hinted at meanwhile; returns at once. */
	private Hints taken() {
		try {
			return inbox.take(clock.instant());
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			return Hints.EVERYTHING;
		}
	}

	private void waiting(Diagnostic met, int attempt) {
		Diagnostic diagnostic = task.named(met);
		if (cancel.isCancelled()) {
			return;
		}
		Instant until = clock.instant().plus(Backoff.pause(attempt));
		task.status(TaskRuntime.stopped(until, diagnostic));
		if (attempt == 0) {
			LOG.info("Task {} waits: {}", task.spec().id(), diagnostic.line());
		}
		try {
			task.failed(diagnostic);
			inbox.pause(until);
		} catch (StateException e) {
			LOG.error("The state of task {} cannot be written", task.spec().id(), e);
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			cancel.cancel();
		}
	}

	/** The two waiters of a running pair. */
	private static final class Watching {
		private final boolean[] begun = new boolean[Side.values().length];
		private boolean gathering = true;

		Watching(Pair pair, Inbox inbox, Cancellation cancel) {
			for (Side side : List.of(Side.LOCAL, Side.REMOTE)) {
				Endpoint endpoint = pair.of(side);
				Thread.ofPlatform().daemon().name("sync-watch-" + side.name().toLowerCase(java.util.Locale.ROOT))
						.start(() -> feed(endpoint, side, inbox, cancel));
			}
		}

		private void feed(Endpoint endpoint, Side side, Inbox inbox, Cancellation cancel) {
			int attempt = 0;
			while (!cancel.isCancelled()) {
				try {
					Hint hint = endpoint.awaitChange(cancel);
					attempt = 0;
					if (!begin(side)) {
						inbox.hint(side, hint);
					}
				} catch (EndpointException e) {
					LOG.warn("Watching one end failed: {}", e.diagnostic().line());
					begin(side);
					pause(Backoff.pause(attempt++), cancel);
					inbox.hint(side, Hint.Everything.EVERYTHING);
				} catch (CancellationException e) {
					LOG.debug("Watching ends");
					return;
				} catch (RuntimeException e) {
					LOG.error("Watching one end met a fault of ours", e);
					begin(side);
					pause(Backoff.pause(attempt++), cancel);
				}
			}
		}

		/** Returns whether this was the side's first word, which the first look answers anyway. */
		private synchronized boolean begin(Side side) {
			boolean first = gathering && !begun[side.ordinal()];
			begun[side.ordinal()] = true;
			notifyAll();
			return first;
		}

		private synchronized void pause(Duration duration, Cancellation cancel) {
			try (var registration = cancel.onCancel(this::wakeAll)) {
				if (!cancel.isCancelled()) {
					wait(duration.toMillis());
				}
			} catch (InterruptedException e) {
				Thread.currentThread().interrupt();
			}
		}

		private synchronized void wakeAll() {
			notifyAll();
		}

		synchronized void awaitBegun(Instant until, InstantSource clock, Cancellation cancel) {
			try (var registration = cancel.onCancel(this::wakeAll)) {
				while (!(begun[0] && begun[1]) && !cancel.isCancelled()) {
					long left = Duration.between(clock.instant(), until).toMillis();
					if (left <= 0) {
						break;
					}
					wait(left);
				}
			} catch (InterruptedException e) {
				Thread.currentThread().interrupt();
			}
			// An end that begins later may have missed something: its first word then counts as a hint.
			gathering = false;
		}
	}
}
