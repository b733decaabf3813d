package org.cellssync.core.sync;

/** What somebody decided about a conflict. */
public enum Resolution {
	/** What the left end holds counts. */
	KEEP_LOCAL,
	/** What the right end holds counts. */
	KEEP_REMOTE,
	/** What the right end holds counts; what the left end holds becomes a copy beside it. */
	KEEP_BOTH
}
