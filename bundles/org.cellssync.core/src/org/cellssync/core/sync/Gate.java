package org.cellssync.core.sync;

/** Whether a plan may be carried out. */
public sealed interface Gate {

	/** It may. */
	enum Go implements Gate {
		/** The only value. */
		GO
	}

	/**
	 * It may not until a person has been asked; nothing is done meanwhile.
	 *
	 * @param danger what is feared
	 * @param side the end that would lose something
	 * @param items files and folders at risk there
	 */
	record Halt(Danger danger, Side side, long items) implements Gate {
	}
}
