package org.cellssync.engine.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.cellssync.api.state.HistoryEntry;
import org.cellssync.api.state.HistoryEntry.Operation;
import org.cellssync.api.state.HistoryEntry.Outcome;
import org.cellssync.api.state.HistoryQuery;
import org.cellssync.api.state.TaskState;
import org.cellssync.core.sync.Side;

/**
 * What the history tells of failures. An item that fails for long is tried again and again, by one program or by many runs:
 * each try in the history would push out of it what went well.
 */
final class Failures {

	/** So long one entry tells of what goes on failing alike. */
	private static final Duration TOLD = Duration.ofDays(1);

	private Failures() {
	}

	/** A way in which an item failed. */
	private record Way(Side side, Operation operation, String path, String from, String code) {

		static Way of(HistoryEntry failed) {
			return new Way(failed.side(), failed.operation(), failed.path(), failed.from(), failed.code());
		}
	}

	/** Returns what of {@code failed} the history does not tell of: not in the last day, or before it went well there. */
	static List<HistoryEntry> untold(List<HistoryEntry> failed, TaskState state, Instant now) {
		if (failed.isEmpty()) {
			return failed;
		}
		Set<String> wentWell = new HashSet<>();
		Set<Way> told = new HashSet<>();
		for (HistoryEntry each : state
				.history(new HistoryQuery(Optional.of(now.minus(TOLD)), Optional.empty(), Integer.MAX_VALUE))) {
			if (each.outcome() == Outcome.DONE) {
				wentWell.add(each.path());
			} else if (!wentWell.contains(each.path())) {
				told.add(Way.of(each));
			}
		}
		return failed.stream().filter(each -> !told.contains(Way.of(each))).toList();
	}
}
