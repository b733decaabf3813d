package org.cellssync.engine.internal;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.diagnostic.Retry;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.endpoint.Hint;
import org.cellssync.api.state.StateException;
import org.cellssync.api.util.Cancellation;

/** Cycles of one task until nothing is left to do. */
final class OnceRun {

	/** Something that changes with every look must not keep a run going for ever. */
	private static final int MOST_CYCLES = 200;

	private final Cycle cycle;
	private final Memory memory;
	private final Agenda agenda;
	private final InstantSource clock;
	private final RandomGenerator random;
	private final Inbox inbox;
	private final RunLimits limits;
	private final Cancellation cancel;

	/** @param inbox whose wake-ups end waits early */
	OnceRun(Cycle cycle, Memory memory, Agenda agenda, Inbox inbox, Surroundings around, RunLimits limits,
			Cancellation cancel) {
		this.cycle = cycle;
		this.memory = memory;
		this.agenda = agenda;
		this.inbox = inbox;
		this.clock = around.clock();
		this.random = around.random();
		this.limits = limits;
		this.cancel = cancel;
	}

	/**
	 * How a run ended.
	 *
	 * @param last the last round that looked at both ends
	 * @param overdue items the server did not finish
	 */
	record Ended(Round last, List<Diagnostic> overdue) {
	}

	/** Runs; each round is told to {@code rounds} when it has ended. */
	Ended run(boolean dryRun, CycleListener listener, java.util.function.Consumer<Round> rounds)
			throws EndpointException, StateException, InterruptedException {
		memory.forgetLooks();
		Hints hints = Hints.EVERYTHING;
		Optional<Instant> silentSince = Optional.empty();
		Optional<Instant> failingSince = Optional.empty();
		int attempt = 0;
		for (int i = 1;; i++) {
			cancel.check();
			Round round;
			try {
				round = cycle.run(hints.local(), hints.remote(), dryRun, listener, cancel);
				rounds.accept(round);
				if (round.failure().isPresent()) {
					throw round.failure().get();
				}
				silentSince = Optional.empty();
				attempt = 0;
			} catch (EndpointException e) {
				Instant now = clock.instant();
				silentSince = silentSince.or(() -> Optional.of(now));
				if (e.diagnostic().code().retry() != Retry.BACKOFF || !e.diagnostic().code().mayPass()
						|| silentSince.get().plus(limits.silence()).isBefore(now)) {
					throw e;
				}
				inbox.pause(now.plus(Backoff.pause(attempt++, random)));
				memory.forgetLooks();
				hints = Hints.EVERYTHING;
				continue;
			}
			Instant now = clock.instant();
			agenda.after(round, now);
			boolean over = dryRun || round.halt().isPresent() || i >= MOST_CYCLES;
			if (!over && round.acted()) {
				hints = Hints.EVERYTHING;
				continue;
			}
			failingSince = agenda.healing() ? failingSince.or(() -> Optional.of(now)) : Optional.empty();
			boolean retrying = failingSince.isPresent() && failingSince.get().plus(limits.retries()).isAfter(now);
			if (over || !retrying && !agenda.settling(now) && !lost(round)) {
				return new Ended(round, agenda.overdue(now));
			}
			hints = await(round);
		}
	}

	/** Waits for what is due next, but looks at once at what the round itself asks for. */
	private Hints await(Round round) throws InterruptedException {
		inbox.pause(agenda.next());
		return agenda.due(clock.instant()).and(new Hints(Hint.at(round.lookAgainLocal()), Hint.at(round.lookAgainRemote())));
	}

	/** What a server lost when a folder moved is sent again after a grace: the run waits for that. */
	private static boolean lost(Round round) {
		List<Diagnostic> problems = new ArrayList<>(round.problems());
		return problems.stream().anyMatch(each -> each.code() == org.cellssync.api.diagnostic.Code.REMOTE_LOST_AFTER_MOVE);
	}
}
