package org.cellssync.api.endpoint;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;

/** One file of an endpoint, opened for reading. Not thread-safe, but for {@link #read} (each stream is its own). */
public interface SourceFile extends AutoCloseable {

	/** Returns the length in bytes. */
	long size();

	/** Returns the modification time the endpoint shows. */
	Instant modified();

	/** Returns whether it is executable, where the endpoint knows. */
	boolean executable();

	/**
	 * Returns what tells this version of the file from every other, after a restart too; empty where the endpoint has no
	 * such sign. What broke off is gone on with where this is the same.
	 */
	default String version() {
		return "";
	}

	/**
	 * Opens {@code length} bytes from {@code offset} on; may be called again for the same range. The stream ends after just
	 * as many bytes or with an exception; where an endpoint on the net fails, that is an {@link IOException} whose cause is
	 * the {@link EndpointException}.
	 *
	 * @throws EndpointException where the endpoint fails or the file is another one than at opening
	 */
	InputStream read(long offset, long length) throws IOException, EndpointException;

	/**
	 * Makes sure that what was read is one version, the expected one; called after the last byte.
	 *
	 * @param md5 MD5 of all bytes in their order; empty where they were read in pieces and it is not known
	 * @throws EndpointException with {@code LOCAL_CHANGED_MEANWHILE}, {@code REMOTE_CHANGED_MEANWHILE} or
	 *             {@code CONTENT_MISMATCH} where it is not
	 */
	void verifyWhole(byte[] md5) throws IOException, EndpointException;

	@Override
	void close();
}
