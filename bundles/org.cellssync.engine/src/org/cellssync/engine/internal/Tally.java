package org.cellssync.engine.internal;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.session.RunSummary;
import org.cellssync.api.session.RunSummary.PerSide;
import org.cellssync.api.session.RunSummary.Transfers;
import org.cellssync.api.session.RunSummary.Unseen;
import org.cellssync.api.session.TaskView;
import org.cellssync.api.state.HistoryEntry;
import org.cellssync.api.state.HistoryEntry.Operation;
import org.cellssync.core.sync.Side;

/** Counts what a run does. Thread-safe. */
final class Tally {

	private final Map<Operation, Map<Side, Long>> items = new EnumMap<>(Operation.class);
	private final Map<Operation, Long> bytes = new EnumMap<>(Operation.class);
	private long lookedLocal;
	private long lookedRemote;
	private int cycles;
	private long writes;
	private Duration longest = Duration.ZERO;
	private Duration all = Duration.ZERO;

	synchronized void count(HistoryEntry operation) {
		if (operation.outcome() != HistoryEntry.Outcome.FAILED) {
			items.computeIfAbsent(operation.operation(), each -> new EnumMap<>(Side.class)).merge(operation.side(), 1L,
					Long::sum);
			bytes.merge(operation.operation(), operation.bytes(), Long::sum);
		}
	}

	/** Counts a moment in which another's write would have been replaced. */
	synchronized void unseen(Duration window) {
		writes++;
		all = all.plus(window);
		longest = window.compareTo(longest) > 0 ? window : longest;
	}

	synchronized void count(Round round) {
		cycles++;
		lookedLocal += round.lookedLocal();
		lookedRemote += round.lookedRemote();
	}

	synchronized RunSummary summary(TaskView view, Duration took, Optional<Diagnostic> failure) {
		return new RunSummary(view, lookedLocal, lookedRemote, transfers(Operation.UPLOAD), transfers(Operation.DOWNLOAD),
				sides(Operation.MOVE), sides(Operation.DELETE), sides(Operation.CREATE), took, cycles,
				new Unseen(writes, longest, writes == 0 ? Duration.ZERO : all.dividedBy(writes)), failure);
	}

	private Transfers transfers(Operation operation) {
		PerSide sides = sides(operation);
		return new Transfers(sides.local() + sides.remote(), bytes.getOrDefault(operation, 0L));
	}

	private PerSide sides(Operation operation) {
		Map<Side, Long> counts = items.getOrDefault(operation, Map.of());
		return new PerSide(counts.getOrDefault(Side.LOCAL, 0L), counts.getOrDefault(Side.REMOTE, 0L));
	}
}
