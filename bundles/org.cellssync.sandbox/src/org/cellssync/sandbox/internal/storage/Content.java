package org.cellssync.sandbox.internal.storage;

import java.io.IOException;
import java.io.InputStream;

/** The bytes of one file, never changed once they are there. Safe for use by many threads. */
public interface Content {
	/** Returns what the store finds this content by after a restart. */
	String id();

	/** Returns the number of bytes. */
	long size();

	/**
	 * Opens the bytes for reading.
	 *
	 * @param from how many bytes to leave out at the beginning, at most the size
	 * @throws IOException when the content was released meanwhile, or cannot be read
	 */
	InputStream open(long from) throws IOException;

	/** Gives the space back; readers that are under way may finish. */
	void release();
}
