package org.cellssync.engine.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.endpoint.Hint;
import org.cellssync.api.session.RunSummary;
import org.cellssync.api.session.TaskStatus;
import org.cellssync.api.state.HistoryEntry;
import org.cellssync.api.state.StateException;
import org.cellssync.api.util.Cancellation;

/** Runs one task once, in the caller's thread, and tells what came of it. */
final class SingleRun {

	private final TaskRuntime task;
	private final PairOpener opener;
	private final Surroundings around;
	private final InstantSource clock;
	private final RunLimits limits;

	SingleRun(TaskRuntime task, PairOpener opener, Surroundings around, RunLimits limits) {
		this.task = task;
		this.opener = opener;
		this.around = around;
		this.clock = around.clock();
		this.limits = limits;
	}

	RunSummary run(boolean dryRun, Consumer<HistoryEntry> operations, Cancellation cancel) throws EndpointException {
		Instant began = clock.instant();
		Tally tally = new Tally();
		ProgressMeter meter = new ProgressMeter(task, operation -> {
			tally.count(operation);
			operations.accept(operation);
		}, tally::unseen);
		Inbox inbox = new Inbox(around);
		try (Pair pair = opener.open(task.spec(), cancel); var registration = cancel.onCancel(inbox::end)) {
			Quarantine quarantine = Quarantine.ofSingleRun();
			Cycle cycle = cycle(pair, quarantine);
			Agenda agenda = new Agenda(quarantine, new MovedFolders(task.notes()), pair.losing(), Duration.ofDays(1), began);
			OnceRun.Ended ended = new OnceRun(cycle, task.memory(), agenda, inbox, around, limits, cancel)
					.run(dryRun, meter, tally::count);
			if (!dryRun) {
				keep(ended);
			}
			task.status(ended.last().halt().<TaskStatus>map(TaskStatus.Halted::new).orElse(TaskStatus.InSync.IN_SYNC));
			return tally.summary(task.view(), Duration.between(began, clock.instant()), Optional.empty());
		} catch (EndpointException e) {
			Diagnostic why = task.named(e.diagnostic());
			noteFailure(why, dryRun);
			return tally.summary(task.view(), Duration.between(began, clock.instant()), Optional.of(why));
		} catch (StateException e) {
			throw new EndpointException(e.diagnostic(), e);
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new CancellationException("interrupted");
		}
	}

	private Cycle cycle(Pair pair, Quarantine quarantine) throws EndpointException {
		return new Cycle(pair, task.memory(), task.notes(), task.spec().options(), task::select,
				opener.rules(task.spec().options()), quarantine,
				clock);
	}

	/** Looks at both ends and decides, without changing anything or telling anybody. */
	Round look(Cancellation cancel) throws EndpointException {
		task.memory().forgetLooks();
		try (Pair pair = opener.open(task.spec(), cancel)) {
			return cycle(pair, Quarantine.ofSingleRun()).run(Hint.Everything.EVERYTHING, Hint.Everything.EVERYTHING, true,
					CycleListener.NONE, cancel);
		} catch (StateException e) {
			throw new EndpointException(e.diagnostic(), e);
		}
	}

	private void keep(OnceRun.Ended ended) throws StateException {
		Round last = ended.last();
		boolean complete = last.halt().isEmpty() && last.pending() == 0 && ended.overdue().isEmpty();
		task.found(last, ended.overdue(), complete);
	}

	private void noteFailure(Diagnostic why, boolean dryRun) throws EndpointException {
		task.status(TaskRuntime.stopped(clock.instant(), why));
		if (!dryRun) {
			try {
				task.failed(why);
			} catch (StateException e) {
				throw new EndpointException(e.diagnostic(), e);
			}
		}
	}
}
