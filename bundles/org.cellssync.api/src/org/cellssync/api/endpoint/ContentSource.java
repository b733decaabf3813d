package org.cellssync.api.endpoint;

import org.cellssync.core.tree.SyncPath;

/** Gives the content of files of the other end, as they were when the plan was made. Thread-safe. */
@FunctionalInterface
public interface ContentSource {

	/**
	 * Opens the file at {@code path}.
	 *
	 * @throws EndpointException where it is gone, changed since the plan was made, unreadable, or the endpoint fails
	 */
	SourceFile open(SyncPath path) throws EndpointException;
}
