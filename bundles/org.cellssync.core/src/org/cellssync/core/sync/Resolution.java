package org.cellssync.core.sync;

/** How a conflict is solved. */
public enum Resolution {
	/** The left end's version goes to the right end. */
	KEEP_LOCAL,
	/** The right end's version comes to the left end. */
	KEEP_REMOTE,
	/** The right end's version keeps the name; the left end's goes on under one of its own. */
	KEEP_BOTH
}
