package org.cellssync.core.sync;

import java.util.Optional;

/** Which way changes travel. */
public enum Mode {
	/** Both ways. */
	TWO_WAY,
	/** Mirror: the left end follows the right one, on which nothing is done. */
	DOWNLOAD,
	/** Backup: the right end follows the left one, on which nothing is done. */
	UPLOAD;

	/** Returns the end that leads, on which nothing is ever done; empty where both lead. */
	public Optional<Side> lead() {
		return switch (this) {
			case TWO_WAY -> Optional.empty();
			case DOWNLOAD -> Optional.of(Side.REMOTE);
			case UPLOAD -> Optional.of(Side.LOCAL);
		};
	}

	/** Returns the end on which copies are made where both versions are kept. */
	public Side copies() {
		return this == UPLOAD ? Side.REMOTE : Side.LOCAL;
	}
}
