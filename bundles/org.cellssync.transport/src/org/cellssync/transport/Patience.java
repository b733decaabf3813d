package org.cellssync.transport;

import java.time.Duration;
import java.util.Optional;

/** How long a call may be silent before it fails with {@link CellsError.Kind#TIMEOUT}. */
public enum Patience {

	/** A look at one item. */
	LOOK(Duration.ofSeconds(30)),
	/** One small change, such as a new folder. */
	CHANGE(Duration.ofSeconds(60)),
	/**
	 * A change of whatever lies in a folder: the server stops half-way when the time is over, so there is
	 * plenty.
	 */
	TREE(Duration.ofMinutes(30)),
	/** A listing: from one message to the next. */
	LISTING(Duration.ofMinutes(2)),
	/** Waits for ever, as the stream of changes does. */
	ENDLESS(null);

	private final Duration limit;

	Patience(Duration limit) {
		this.limit = limit;
	}

	/** Returns the longest silence, empty for no limit. */
	public Optional<Duration> limit() {
		return Optional.ofNullable(limit);
	}
}
