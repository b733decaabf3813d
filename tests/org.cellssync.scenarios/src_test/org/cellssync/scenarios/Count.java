package org.cellssync.scenarios;

import org.cellssync.api.state.HistoryEntry.Operation;
import org.cellssync.core.sync.Side;

/**
 * How many operations of a kind a run did.
 *
 * @param side the end that was changed
 */
record Count(Operation operation, Side side, long number) {

	static Count uploads(int number) {
		return new Count(Operation.UPLOAD, Side.REMOTE, number);
	}

	static Count downloads(int number) {
		return new Count(Operation.DOWNLOAD, Side.LOCAL, number);
	}

	/** Folders and links made on the local end. */
	static Count makesHere(int number) {
		return new Count(Operation.CREATE, Side.LOCAL, number);
	}

	/** Folders and links made on the remote end. */
	static Count makesThere(int number) {
		return new Count(Operation.CREATE, Side.REMOTE, number);
	}

	static Count movesHere(int number) {
		return new Count(Operation.MOVE, Side.LOCAL, number);
	}

	static Count movesThere(int number) {
		return new Count(Operation.MOVE, Side.REMOTE, number);
	}

	/** Files, links, and folders with all that is in them, deleted on the local end. */
	static Count deletesHere(int number) {
		return new Count(Operation.DELETE, Side.LOCAL, number);
	}

	/** Files, links, and folders with all that is in them, deleted on the remote end. */
	static Count deletesThere(int number) {
		return new Count(Operation.DELETE, Side.REMOTE, number);
	}
}
