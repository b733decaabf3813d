package org.cellssync.endpoint.cells.internal;

import org.cellssync.core.tree.Digest;

/** What a look tells of a file's content. */
sealed interface Finding {

	/**
	 * The content is known.
	 *
	 * @param digest which
	 * @param learnt whether it is worth keeping: it does not follow from the version alone
	 * @param lookAgain whether the server seems about to show another version
	 */
	record Proven(Digest digest, boolean learnt, boolean lookAgain) implements Finding {
	}

	/** The file is whole, its content unknown. */
	enum Unproven implements Finding {
		/** The only value. */
		UNPROVEN
	}

	/** The server has not finished taking the file in. */
	enum Unsettled implements Finding {
		/** The only value. */
		UNSETTLED
	}
}
