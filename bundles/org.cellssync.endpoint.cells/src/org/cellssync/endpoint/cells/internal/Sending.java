package org.cellssync.endpoint.cells.internal;

import org.cellssync.api.hash.BlockDigest;

/**
 * How files are sent.
 *
 * @param files so many at a time, > 0
 * @param partLength larger ones in parts of so many bytes, a multiple of the block of the v4 hash
 */
public record Sending(int files, long partLength) {

	/** Eight files at a time, in parts of 100 MiB. */
	public static final Sending DEFAULT = new Sending(8, 100L << 20);

	/** Refuses what the server's hash would not be right for. */
	public Sending {
		if (files < 1 || partLength < 1 || partLength % BlockDigest.CELLS_BLOCK != 0) {
			throw new IllegalArgumentException(files + " files in parts of " + partLength + " bytes");
		}
	}
}
