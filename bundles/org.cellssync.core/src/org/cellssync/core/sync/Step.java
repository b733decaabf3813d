package org.cellssync.core.sync;

import org.cellssync.core.tree.SyncPath;

/** One thing to do to one end. */
public sealed interface Step permits Change, Move {

	/** Returns where the step's result stands. */
	SyncPath path();
}
