package org.cellssync.api.hash;

import java.io.IOException;
import java.nio.file.Path;

import org.cellssync.api.util.Cancellation;

/** Computes content hashes of one family; service property {@link #ALGORITHM} names it. Thread-safe. */
public interface Hasher {

	/** Service property that holds the family's name. */
	String ALGORITHM = "hash.algorithm";

	/** The v4 family: MD5 over the MD5 of each 10 MiB block. */
	String CELLS_V4 = "cells-v4";

	/** The old family: MD5 of the content. */
	String CELLS_V3 = "cells-v3";

	/** Starts hashing a stream of bytes; not thread-safe. */
	Running start();

	/** Hashes a whole file; a large one in parallel where the family allows it. Blocks. */
	byte[] hash(Path file, Cancellation cancel) throws IOException;

	/** A hash in the making. */
	interface Running {

		/** Takes {@code length} more bytes in. */
		void update(byte[] bytes, int offset, int length);

		/** Returns the 16 bytes of the hash of all that was taken in; to be called once. */
		byte[] digest();
	}
}
