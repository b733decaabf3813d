package org.cellssync.core.sync;

/** Which way changes travel. */
public enum Mode {
	/** Both ways. */
	TWO_WAY
}
