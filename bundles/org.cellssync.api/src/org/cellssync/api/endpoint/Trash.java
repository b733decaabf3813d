package org.cellssync.api.endpoint;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a task put aside on this computer before it replaced or deleted it. Usable while the task runs and
 * while it does not; thread-safe, calls block on the disk.
 */
public interface Trash {

	/**
	 * Returns what can be restored, newest first.
	 *
	 * @throws EndpointException where the trash cannot be read
	 */
	List<TrashItem> list() throws EndpointException;

	/**
	 * Brings an item back; it is in the trash no more. Nothing is ever overwritten: where the name is taken,
	 * the item gets one of its own beside it. Missing folders above the old place are made.
	 *
	 * @param item as listed
	 * @param into the folder to put it in instead of its old place; must exist
	 * @return where the item stands now
	 * @throws EndpointException where it is gone from the trash or cannot be put there; it is then still in
	 *             the trash
	 */
	Path restore(TrashItem item, Optional<Path> into) throws EndpointException;
}
