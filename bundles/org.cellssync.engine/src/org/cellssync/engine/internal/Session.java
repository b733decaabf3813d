package org.cellssync.engine.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CancellationException;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.Endpoint;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.endpoint.Hint;
import org.cellssync.api.session.TaskStatus;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.ignore.IgnoreRules;
import org.cellssync.core.sync.Side;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running task: one loop on one thread that takes all decisions, and one waiter per end that feeds its inbox. Ends when
 * cancelled.
 */
final class Session {

	private static final Logger LOG = LoggerFactory.getLogger(Session.class);
	/** The first look waits so long for both ends to be watched. */
	private static final Duration WATCHING = Duration.ofSeconds(10);

	private final TaskRuntime task;
	private final PairOpener opener;
	private final Surroundings around;
	private final Inbox inbox;
	private final Cancellation cancel = new Cancellation();
	private final Thread thread;

	Session(TaskRuntime task, PairOpener opener, Surroundings around) {
		this.task = task;
		this.opener = opener;
		this.around = around;
		this.inbox = new Inbox(around);
		this.thread = Thread.ofPlatform().daemon().name("sync-" + task.spec().name()).unstarted(this::run);
	}

	void start() {
		thread.start();
	}

	/** Asks the loop to end; {@link #join()} waits for it. */
	void cancel() {
		cancel.cancel();
		inbox.end();
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
		Setbacks setbacks = new Setbacks(task, around, cancel);
		while (!cancel.isCancelled()) {
			try (Pair pair = opener.open(task.spec(), cancel)) {
				task.status(new TaskStatus.Working(TaskStatus.Phase.STARTING));
				loop(pair);
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

	private void loop(Pair pair) throws EndpointException {
		IgnoreRules rules = opener.rules(task.spec().options());
		Watching watching = new Watching(pair, inbox, around, cancel);
		watching.awaitBegun(around.clock().instant().plus(WATCHING), cancel);
		Course course = new Course(pair, task, rules, around, cancel);
		Course.Rest rest = new Course.Rest(Instant.MIN, false);
		try {
			while (!cancel.isCancelled()) {
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
