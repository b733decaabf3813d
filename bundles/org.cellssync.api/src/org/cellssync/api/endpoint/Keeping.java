package org.cellssync.api.endpoint;

import org.cellssync.api.util.Cancellation;
import org.cellssync.core.tree.SyncPath;

/** Keeps files that are about to be replaced where people can have them back. One thread at a time; calls block. */
public interface Keeping {

	/** Returns whether files of so many bytes are kept here at all. What is not need not be fetched. */
	boolean takes(long size);

	/**
	 * Keeps a copy of a file; it is on stable storage when this returns.
	 *
	 * @param path where it stands
	 * @param file of the end it stands on
	 * @return whether it is kept; false where nothing so big is kept here
	 * @throws EndpointException where the end or the disk fails; nothing is kept then
	 */
	boolean keep(SyncPath path, SourceFile file, Cancellation cancel) throws EndpointException;
}
