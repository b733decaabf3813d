package org.cellssync.endpoint.cells.internal;

import java.util.List;
import java.util.Optional;

import org.cellssync.api.util.Cancellation;
import org.cellssync.transport.CellsException;

/** Looks at the nodes of a server by exact paths. Thread-safe; every call blocks. */
interface NodeReader {

	/**
	 * Reads one node; empty where the server says that nothing is there.
	 *
	 * @throws CellsException for all else, a missing workspace too
	 */
	Optional<RemoteNode> read(String exactPath, Cancellation cancel) throws CellsException;

	/** Reads one node as {@link #children} shows it: without what an unfinished upload of ours leaves to be seen. */
	Optional<RemoteNode> child(String exactPath, Cancellation cancel) throws CellsException;

	/** Lists what lies directly in a folder; an absent folder has nothing in it. */
	List<RemoteNode> children(String exactPath, Cancellation cancel) throws CellsException;
}
