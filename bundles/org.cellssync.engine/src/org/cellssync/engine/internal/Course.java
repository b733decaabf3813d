package org.cellssync.engine.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.endpoint.Hint;
import org.cellssync.api.session.Halt;
import org.cellssync.api.session.TaskStatus;
import org.cellssync.api.state.StateException;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.ignore.IgnoreRules;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A task kept going, from round to round: where each looks follows from what came meanwhile, from what is due, and from what
 * the one before left open. Waiting is left to who drives it. One thread.
 */
final class Course {

	private static final Logger LOG = LoggerFactory.getLogger(Course.class);
	/** Everything is looked at so often though events tell of changes: events are hints, and hints get lost. */
	private static final Duration FULL_LOOK = Duration.ofHours(1);

	private final TaskRuntime task;
	private final Cycle cycle;
	private final Agenda agenda;
	private final ProgressMeter meter;
	private final Setbacks setbacks;
	private final InstantSource clock;
	private final Cancellation cancel;
	private Hints open = Hints.EVERYTHING;

	/** Begins with a look at everything. */
	Course(Pair pair, TaskRuntime task, IgnoreRules rules, Surroundings around, Cancellation cancel) {
		this.task = task;
		this.clock = around.clock();
		this.cancel = cancel;
		Quarantine quarantine = new Quarantine();
		this.cycle = new Cycle(pair, task.memory(), task.notes(), task.spec().options(), task::select, rules, quarantine,
				clock);
		this.agenda = new Agenda(quarantine, new MovedFolders(task.notes()), pair.losing(), FULL_LOOK, clock.instant());
		this.meter = new ProgressMeter(task, operation -> LOG.debug("{} {} {}", operation.operation(), operation.path(),
				operation.outcome()), window -> LOG.debug("A write was unguarded for {}", window));
		this.setbacks = new Setbacks(task, around, cancel);
		task.memory().forgetLooks();
	}

	/**
	 * What to wait for between two rounds.
	 *
	 * @param until when the next round is due
	 * @param afterSetback whether only what may have ended a setback ends the wait before that
	 */
	record Rest(Instant until, boolean afterSetback) {

		/** Waits; returns what came. */
		Hints over(Inbox inbox) throws InterruptedException {
			if (afterSetback) {
				inbox.pause(until);
				return inbox.taken();
			}
			return inbox.take(until);
		}
	}

	/**
	 * Does one round; returns what to wait for before the next.
	 *
	 * @param came what was hinted at meanwhile
	 */
	Rest turn(Hints came) {
		open = open.and(came).and(agenda.due(clock.instant()));
		try {
			Round round = cycle.run(open.local(), open.remote(), false, meter, cancel);
			open = new Hints(Hint.at(round.lookAgainLocal()), Hint.at(round.lookAgainRemote()));
			after(round);
			if (round.failure().isPresent()) {
				throw round.failure().get();
			}
			setbacks.over();
			// What must be looked at again comes by the agenda; looking at once would only spin.
			return new Rest(round.acted() ? clock.instant() : agenda.next(), false);
		} catch (EndpointException e) {
			return new Rest(setbacks.met(e.diagnostic()), true);
		} catch (StateException e) {
			LOG.error("The state of task {} cannot be written", task.spec().id(), e);
			return new Rest(setbacks.met(e.diagnostic()), true);
		}
	}

	private void after(Round round) throws StateException {
		Instant now = clock.instant();
		agenda.after(round, now);
		boolean quiet = !round.acted() && round.halt().isEmpty() && round.failure().isEmpty();
		boolean complete = quiet && round.isSettled() && round.pending() == 0;
		task.found(round, agenda.overdue(now), complete);
		if (round.halt().isPresent()) {
			Halt halt = round.halt().get();
			task.status(new TaskStatus.Halted(halt));
		} else if (quiet && !agenda.settling(now)) {
			task.status(TaskStatus.InSync.IN_SYNC);
		}
	}
}
