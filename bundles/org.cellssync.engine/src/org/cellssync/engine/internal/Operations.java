package org.cellssync.engine.internal;

import java.time.Instant;
import java.util.List;

import org.cellssync.api.endpoint.StepResult;
import org.cellssync.api.state.HistoryEntry;
import org.cellssync.api.state.HistoryEntry.Operation;
import org.cellssync.api.state.HistoryEntry.Outcome;
import org.cellssync.core.sync.Change;
import org.cellssync.core.sync.Move;
import org.cellssync.core.sync.Side;
import org.cellssync.core.sync.Step;
import org.cellssync.core.tree.Entry;

/** Steps as the operations people read. Only what changes names or content is one. */
final class Operations {

	private Operations() {
	}

	static List<HistoryEntry> history(List<Recorded> records) {
		return records.stream().filter(each -> each.done().changed())
				.map(each -> of(each.side(), each.done().step(), each.done().bytes(), Outcome.DONE, "", each.time()))
				.toList();
	}

	static HistoryEntry done(Side side, StepResult.Done done, Instant time) {
		return of(side, done.step(), done.bytes(), Outcome.DONE, "", time);
	}

	static HistoryEntry failed(Side side, StepResult.Failed failed, Instant time) {
		return of(side, failed.step(), 0, Outcome.FAILED, failed.diagnostic().code().name(), time);
	}

	static HistoryEntry of(Side side, StepResult result, Instant time) {
		return switch (result) {
			case StepResult.Done done -> done(side, done, time);
			case StepResult.Failed failed -> failed(side, failed, time);
		};
	}

	static HistoryEntry planned(Side side, Step step, Instant time) {
		return of(side, step, size(step), Outcome.PLANNED, "", time);
	}

	private static HistoryEntry of(Side side, Step step, long bytes, Outcome outcome, String code, Instant time) {
		String from = step instanceof Move move ? move.from().value() : "";
		return new HistoryEntry(time, operation(side, step), side, step.path().value(), from, bytes, outcome, code);
	}

	private static Operation operation(Side side, Step step) {
		return switch (step) {
			case Move move -> Operation.MOVE;
			case Change(var path, var before, Entry.Absent after) -> Operation.DELETE;
			case Change(var path, var before, Entry.File after) ->
				side == Side.LOCAL ? Operation.DOWNLOAD : Operation.UPLOAD;
			case Change change -> Operation.CREATE;
		};
	}

	/** Returns the content bytes a step will transfer. */
	static long size(Step step) {
		return step instanceof Change change && change.after() instanceof Entry.File file ? file.size() : 0;
	}
}
