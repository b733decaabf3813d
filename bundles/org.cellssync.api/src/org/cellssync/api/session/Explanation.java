package org.cellssync.api.session;

import java.util.Optional;

import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.state.HistoryEntry;
import org.cellssync.core.ignore.LeftOut;
import org.cellssync.core.tree.SyncPath;

/**
 * Why one item is, or is not, the same on both ends.
 *
 * @param path the item that was asked about
 * @param state how it stands
 * @param at the path this is due to: the item itself, or a folder above or an item below it
 * @param trouble what is wrong with the item, or keeps its whole task from going on
 * @param leftOut why it takes no part, where it takes none
 * @param last the last operation at this path or below it
 */
public record Explanation(SyncPath path, State state, SyncPath at, Optional<Diagnostic> trouble,
		Optional<LeftOut> leftOut, Optional<HistoryEntry> last) {

	/** How an item stands. */
	public enum State {
		/** Both ends hold the same, with all that is below it. */
		IN_SYNC,
		/** It differs and will be carried over, as soon as the task can go on. */
		PENDING,
		/** Both ends changed it: a person must decide. */
		CONFLICT,
		/** Something is wrong with it; it is tried again. */
		PROBLEM,
		/** It differs and stays so: the way the task was set up, or what the other end can hold, wants it. */
		HELD,
		/** It takes no part. */
		LEFT_OUT,
		/** Neither end holds it, and neither did when they were last the same. */
		UNKNOWN
	}
}
