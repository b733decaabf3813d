package org.cellssync.testkit;

import java.util.Optional;
import java.util.SortedMap;

import org.cellssync.api.endpoint.Endpoint;

/**
 * An endpoint on an empty folder of its own, and a way to act on that folder behind the endpoint's back, as
 * somebody else would. Paths are relative to the folder, with {@code /}. What one of these calls did is there
 * when it returns, though an endpoint may need a moment to show it.
 */
public interface EndpointBench extends AutoCloseable {

	/** Returns the endpoint, the same each time. */
	Endpoint endpoint();

	/**
	 * Writes a file, making its folders; one that is there is overwritten, so that its modification shows.
	 */
	void write(String path, byte[] content) throws Exception;

	/** Makes a folder, with its parents. */
	void makeFolder(String path) throws Exception;

	/** Moves a file or folder; nothing stands at its target. */
	void move(String from, String to) throws Exception;

	/** Deletes a file, or a folder with all in it. */
	void delete(String path) throws Exception;

	/** Deletes the folder the endpoint is on. */
	void deleteRoot() throws Exception;

	/**
	 * Returns what is there: the content of each file, and empty for each folder; our own bookkeeping left
	 * out.
	 */
	SortedMap<String, Optional<byte[]>> content() throws Exception;

	@Override
	void close() throws Exception;
}
