package org.cellssync.core.sync;

import org.cellssync.core.tree.SyncPath;

/**
 * Something in which the ends differ and that stays as it is by the rules of the task, with all below it.
 *
 * @param path where
 * @param side the end that has it, or has it changed
 * @param why the rule
 */
public record Held(SyncPath path, Side side, Why why) {

	/** Why something is held. */
	public enum Why {
		/** It was created or changed on the end that only follows. */
		FOREIGN,
		/** The other end deleted it, or put something else in the place of the folder. */
		NOT_DELETED,
		/** It is left out, and keeps the folder it stands in, which the other end deleted, from going. */
		LEFT_OUT
	}
}
