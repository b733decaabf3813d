package org.cellssync.api.endpoint;

import java.nio.file.Path;

/**
 * Gives access to the trash of tasks, running or not. A service beside the factory of local folders;
 * thread-safe.
 */
public interface TrashAccess {

	/**
	 * Returns the trash of the task whose left end is {@code address}. Where that is no local folder the trash holds what is
	 * kept in the task's data, and items are restored into folders that are named; what is deleted on servers goes to their
	 * own bins.
	 *
	 * @param taskData the task's folder in the data folder
	 * @throws EndpointException where neither the folder nor the task's data can be looked at
	 */
	Trash trash(EndpointAddress address, Path taskData) throws EndpointException;
}
