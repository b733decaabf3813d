package org.cellssync.api.session;

import java.nio.file.Path;

import org.cellssync.api.endpoint.EndpointException;

/**
 * The configuration of Pydio's own client, to take tasks over from it. It is only read. Thread-safe.
 * <p>
 * Its sign-ins are not taken over: a refresh token that two programs use ends the sign-in of both.
 */
public interface OriginalClient {

	/** Returns where that client keeps its configuration for this user; nothing may be there. */
	Path usualFile();

	/**
	 * Reads a configuration and works out what would become of it here. Changes nothing.
	 *
	 * @throws EndpointException {@code ORIGINAL_UNREADABLE} where it cannot be read or is something else
	 */
	Takeover read(Path file) throws EndpointException;
}
