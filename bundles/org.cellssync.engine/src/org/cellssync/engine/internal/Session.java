package org.cellssync.engine.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.Endpoint;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.endpoint.Hint;
import org.cellssync.api.session.Schedule;
import org.cellssync.api.session.TaskStatus;
import org.cellssync.api.state.StateException;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.ignore.IgnoreRules;
import org.cellssync.core.sync.Side;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running task: one loop on one thread that takes all decisions, and one waiter per end that feeds its inbox; or, by its
 * schedule, single runs. Ends when cancelled.
 */
final class Session {

	private static final Logger LOG = LoggerFactory.getLogger(Session.class);
	/** The first look waits so long for both ends to be watched. */
	private static final Duration WATCHING = Duration.ofSeconds(10);

	private final TaskRuntime task;
	private final PairOpener opener;
	private final Surroundings around;
	private final Inbox inbox;
	private final Rechecking.Comparison comparison;
	private final Rechecking.Doubt doubt;
	private final Cancellation cancel = new Cancellation();
	private final Thread thread;
	private volatile boolean anew;
	private Optional<Thread> rechecking = Optional.empty();

	Session(TaskRuntime task, PairOpener opener, Surroundings around, Rechecking.Comparison comparison,
			Rechecking.Doubt doubt) {
		this.task = task;
		this.opener = opener;
		this.around = around;
		this.comparison = comparison;
		this.doubt = doubt;
		this.inbox = new Inbox(around);
		this.thread = Thread.ofPlatform().daemon().name("sync-" + task.spec().name()).unstarted(this::run);
	}

	void start() {
		thread.start();
		rechecking = Rechecking.start(task, around, cancel, comparison, doubt);
	}

	/** Asks the loop to end; {@link #join()} waits for it. */
	void cancel() {
		cancel.cancel();
		inbox.end();
	}

	void join(Duration longest) throws InterruptedException {
		join(thread, longest);
		// What reading everything again has found is told on its own thread, which ends afterwards.
		if (rechecking.isPresent() && rechecking.get() != Thread.currentThread()) {
			join(rechecking.get(), longest);
		}
	}

	private void join(Thread worker, Duration longest) throws InterruptedException {
		worker.join(longest.toMillis());
		if (worker.isAlive()) {
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

	/** Has the loop take in what it takes in when it begins, such as rules that have changed. */
	void beginAnew() {
		anew = true;
		inbox.wake();
	}

	private void run() {
		try (Turn.Taken turn = task.turn().forLoop(cancel)) {
			workOn();
		} catch (CancellationException e) {
			LOG.debug("Task {} stops before its turn came", task.spec().id());
		}
	}

	private void workOn() {
		Setbacks setbacks = new Setbacks(task, around, cancel);
		while (!cancel.isCancelled()) {
			try {
				work(setbacks);
			} catch (EndpointException e) {
				pause(setbacks.met(e.diagnostic()));
			} catch (CancellationException e) {
				LOG.debug("Task {} stops", task.spec().id());
			} catch (RuntimeException e) {
				LOG.error("Task {} met a fault of ours", task.spec().id(), e);
				pause(setbacks.met(Diagnostic.of(Code.INTERNAL, task.spec().name(), String.valueOf(e))));
			}
		}
	}

	private void work(Setbacks setbacks) throws EndpointException {
		try {
			switch (task.spec().options().schedule()) {
				case Schedule.Hours hours -> inHours(hours, setbacks);
				case Schedule.Every interval -> byTheClock(interval, setbacks);
				case Schedule.Times times -> byTheClock(times, setbacks);
				case Schedule.Simple.REALTIME -> follow(cancel);
				case Schedule.Simple.MANUAL -> byTheClock(Schedule.MANUAL, setbacks);
			}
		} catch (StateException e) {
			throw new EndpointException(e.diagnostic(), e);
		} catch (InterruptedException e) {
			interrupted();
		}
	}

	/** Runs the task as often as its time comes, as somebody asks for it, or as a halt of it is decided. */
	private void byTheClock(Schedule schedule, Setbacks setbacks)
			throws EndpointException, StateException, InterruptedException {
		Timetable timetable = new Timetable(task.notes(), Notes.LAST_RUN, schedule, ZoneId::systemDefault);
		boolean asked = false;
		Optional<String> heeded = Optional.empty();
		while (!cancel.isCancelled()) {
			Instant now = around.clock().instant();
			Optional<Instant> due = timetable.due(now);
			Optional<String> decision = task.halts().decision();
			// A run may end at another halt, which may be decided before anybody looks here again.
			boolean newlyDecided = decision.isPresent() && !decision.equals(heeded);
			heeded = decision;
			if (!asked && !newlyDecided && due.filter(at -> !at.isAfter(now)).isEmpty()) {
				asked = rest(due);
			} else if (runOnce(setbacks)) {
				asked = false;
				timetable.done(now);
			} else {
				asked = true;
			}
		}
	}

	/** Follows both ends in the task's hours; outside of them runs it when somebody asks for it. */
	private void inHours(Schedule.Hours hours, Setbacks setbacks) throws EndpointException, InterruptedException {
		Instant now = around.clock().instant();
		if (!hours.isOpen(now, ZoneId.systemDefault())) {
			if (rest(hours.next(now, ZoneId.systemDefault()))) {
				while (!runOnce(setbacks)) {
					cancel.check();
				}
			}
			return;
		}
		Cancellation over = new Cancellation();
		try (var all = cancel.onCancel(over::cancel);
				var waiting = over.onCancel(inbox::wake);
				OpenHours open = new OpenHours(hours, around, over)) {
			follow(over);
		}
	}

	/** Runs the task once; returns whether it came to its end. Else a pause has passed. */
	private boolean runOnce(Setbacks setbacks) throws EndpointException {
		Optional<Diagnostic> failure = new SingleRun(task, opener, around, RunLimits.DEFAULT)
				.run(false, operation -> LOG.debug("{} {} {}", operation.operation(), operation.path(), operation.outcome()),
						cancel)
				.failure();
		if (failure.isPresent()) {
			pause(setbacks.met(failure.get()));
			return false;
		}
		setbacks.over();
		return true;
	}

	/** Waits a while at most until the next run; returns whether somebody asked for one meanwhile. */
	private boolean rest(Optional<Instant> next) throws InterruptedException {
		TaskStatus now = task.view().status();
		TaskStatus resting = new TaskStatus.Scheduled(next);
		if (!(now instanceof TaskStatus.Halted) && !now.equals(resting)) {
			task.status(resting);
		}
		Instant latest = around.clock().instant().plus(Timetable.LONGEST_WAIT);
		Hints came = inbox.take(next.filter(latest::isAfter).orElse(latest));
		return !came.local().isNothing();
	}

	/** Follows what happens on both ends until cancelled. */
	private void follow(Cancellation cancel) throws EndpointException {
		try (Pair pair = opener.open(task.spec(), cancel)) {
			task.status(new TaskStatus.Working(TaskStatus.Phase.STARTING));
			loop(pair, cancel);
		}
	}

	private void loop(Pair pair, Cancellation cancel) throws EndpointException {
		anew = false;
		IgnoreRules rules = opener.rules(task.spec().options());
		Watching watching = new Watching(pair, inbox, around, cancel);
		watching.awaitBegun(around.clock().instant().plus(WATCHING), cancel);
		Course course = new Course(pair, task, rules, around, cancel);
		Course.Rest rest = new Course.Rest(Instant.MIN, false);
		try {
			while (!cancel.isCancelled() && !anew) {
				rest = course.turn(rest.over(inbox));
			}
		} catch (InterruptedException e) {
			interrupted();
		}
	}

	private void pause(Instant until) {
		try {
			inbox.pause(until);
		} catch (InterruptedException e) {
			interrupted();
		}
	}

	private void interrupted() {
		Thread.currentThread().interrupt();
		cancel.cancel();
	}

	/** The two waiters of a running pair. */
	private static final class Watching {
		private final boolean[] begun = new boolean[Side.values().length];
		private final Surroundings around;
		private boolean gathering = true;

		Watching(Pair pair, Inbox inbox, Surroundings around, Cancellation cancel) {
			this.around = around;
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
					pause(Backoff.pause(attempt++, around.random()), cancel);
					inbox.hint(side, Hint.Everything.EVERYTHING);
				} catch (CancellationException e) {
					LOG.debug("Watching ends");
					return;
				} catch (RuntimeException e) {
					LOG.error("Watching one end met a fault of ours", e);
					begin(side);
					pause(Backoff.pause(attempt++, around.random()), cancel);
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

		synchronized void awaitBegun(Instant until, Cancellation cancel) {
			try (var registration = cancel.onCancel(this::wakeAll)) {
				while (!(begun[0] && begun[1]) && !cancel.isCancelled()) {
					long left = Duration.between(around.clock().instant(), until).toMillis();
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
