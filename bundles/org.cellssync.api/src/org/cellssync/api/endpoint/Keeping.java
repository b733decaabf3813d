package org.cellssync.api.endpoint;

import org.cellssync.api.util.Cancellation;
import org.cellssync.core.tree.SyncPath;

/** Keeps files that are about to be replaced where people can have them back. One thread at a time; calls block. */
@FunctionalInterface
public interface Keeping {

	/**
	 * Keeps a copy of a file; it is on stable storage when this returns.
	 *
	 * @param path where it stands
	 * @param file of the end it stands on
	 * @return whether it is kept; false where nothing is kept here, or nothing so big
	 * @throws EndpointException where the end or the disk fails; nothing is kept then
	 */
	boolean keep(SyncPath path, SourceFile file, Cancellation cancel) throws EndpointException;
}
