package org.cellssync.engine.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.session.Progress;
import org.cellssync.api.session.Schedule;
import org.cellssync.api.session.TaskStatus;
import org.cellssync.api.state.StateException;
import org.cellssync.api.util.Cancellation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has all content of a running task read and compared again when that is due, on a thread of its own and only while the task
 * has nothing else to do: it begins when the task is idle, and rests between two files while it is not.
 */
final class Rechecking {

	private static final Logger LOG = LoggerFactory.getLogger(Rechecking.class);
	/** So long what keeps an end from being read is waited for. */
	private static final Duration AFTER_FAILURE = Duration.ofHours(1);
	/** So often a busy task is looked at. */
	private static final Duration BUSY = Duration.ofSeconds(1);

	private final TaskRuntime task;
	private final Surroundings around;
	private final Cancellation cancel;
	private final Comparison comparison;
	private final Doubt doubt;
	private final Timetable timetable;

	/** Reads and compares all content; changes nothing. */
	@FunctionalInterface
	interface Comparison {
		Verifying.Found compare(TaskRuntime task, Consumer<Progress> progress, Cancellation cancel) throws EndpointException;
	}

	/** Has a task know of files that hold something else than was agreed; it begins anew for that. */
	@FunctionalInterface
	interface Doubt {
		void about(TaskRuntime task, List<Verifying.Doubted> doubted) throws EndpointException;
	}

	private Rechecking(TaskRuntime task, Surroundings around, Cancellation cancel, Comparison comparison, Doubt doubt) {
		this.task = task;
		this.around = around;
		this.cancel = cancel;
		this.comparison = comparison;
		this.doubt = doubt;
		this.timetable = new Timetable(task.notes(), Notes.LAST_RECHECK, task.spec().options().recheck(),
				ZoneId::systemDefault);
	}

	/** Begins, where the task was set up so; ends when cancelled. */
	static Optional<Thread> start(TaskRuntime task, Surroundings around, Cancellation cancel, Comparison comparison,
			Doubt doubt) {
		if (task.spec().options().recheck() == Schedule.MANUAL) {
			return Optional.empty();
		}
		Rechecking rechecking = new Rechecking(task, around, cancel, comparison, doubt);
		return Optional.of(Thread.ofPlatform().daemon().name("sync-recheck-" + task.spec().name()).start(rechecking::run));
	}

	private void run() {
		Instant notBefore = Instant.MIN;
		try (var registration = cancel.onCancel(this::wakeAll)) {
			while (!cancel.isCancelled()) {
				Instant now = around.clock().instant();
				Instant pause = now.plus(Timetable.LONGEST_WAIT);
				if (isDue(now) && !notBefore.isAfter(now) && isIdle()) {
					notBefore = recheck(now) ? now : around.clock().instant().plus(AFTER_FAILURE);
				}
				// A clock that was put back must not keep us from trying again.
				notBefore = notBefore.isAfter(now.plus(AFTER_FAILURE.multipliedBy(2))) ? now : notBefore;
				await(pause);
			}
		} catch (CancellationException e) {
			LOG.debug("Reading task {} again ends", task.spec().id());
		} catch (StateException e) {
			LOG.error("When task {} was read again cannot be kept", task.spec().id(), e);
		}
	}

	private boolean isDue(Instant now) throws StateException {
		return timetable.due(now).filter(due -> !due.isAfter(now)).isPresent();
	}

	/** Returns whether it came to its end. */
	private boolean recheck(Instant now) throws StateException {
		try {
			Verifying.Found found = comparison.compare(task, progress -> restWhileBusy(), cancel);
			found.unread.forEach(each -> LOG.warn("A file could not be read again: {}", each.line()));
			// Kept first: to tell of what was found the task begins anew, and would read all once more.
			timetable.done(now);
			if (!found.doubted.isEmpty()) {
				doubt.about(task, found.doubted);
			}
			return true;
		} catch (EndpointException e) {
			LOG.info("Task {} could not be read again: {}", task.spec().id(), e.diagnostic().line());
			return false;
		}
	}

	private boolean isIdle() {
		TaskStatus status = task.view().status();
		return status instanceof TaskStatus.InSync || status instanceof TaskStatus.Scheduled;
	}

	private void restWhileBusy() {
		while (!cancel.isCancelled() && !isIdle()) {
			await(around.clock().instant().plus(BUSY));
		}
	}

	private synchronized void await(Instant until) {
		long millis = Duration.between(around.clock().instant(), until).toMillis();
		if (cancel.isCancelled() || millis <= 0) {
			return;
		}
		try {
			around.waiting().on(this, millis);
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new CancellationException("interrupted");
		}
	}

	private synchronized void wakeAll() {
		notifyAll();
	}
}
