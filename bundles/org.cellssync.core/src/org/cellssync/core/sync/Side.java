package org.cellssync.core.sync;

/** One of the two ends of a task. */
public enum Side {
	/** The left end, a folder on this computer in the usual case. */
	LOCAL,
	/** The right end, a folder on a server in the usual case. */
	REMOTE;

	/** Returns the opposite end. */
	public Side other() {
		return this == LOCAL ? REMOTE : LOCAL;
	}
}
