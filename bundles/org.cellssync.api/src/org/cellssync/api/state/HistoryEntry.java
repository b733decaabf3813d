package org.cellssync.api.state;

import java.time.Instant;

import org.cellssync.core.sync.Side;

/**
 * One operation that changed names or content on one end, or should have. What goes on failing alike is kept once in a day
 * at most, however often it is tried.
 *
 * @param time when it ended
 * @param operation what was done
 * @param side the end that was changed
 * @param path where, relative to the task
 * @param from the old place of a move, else empty
 * @param bytes content bytes transferred
 * @param outcome {@code done} or {@code failed}
 * @param code name of the diagnostic's code, empty when done
 */
public record HistoryEntry(Instant time, Operation operation, Side side, String path, String from, long bytes,
		Outcome outcome, String code) {

	/** What was done. */
	public enum Operation {
		/** A file was sent to the right end. */
		UPLOAD,
		/** A file was brought to the left end. */
		DOWNLOAD,
		/** A folder or link was made. */
		CREATE,
		/** An item changed its place. */
		MOVE,
		/** An item was removed. */
		DELETE
	}

	/** How it ended. */
	public enum Outcome {
		/** As meant. */
		DONE,
		/** Not at all; the path is as it was. */
		FAILED,
		/** Not begun: a dry run. Never kept. */
		PLANNED
	}
}
