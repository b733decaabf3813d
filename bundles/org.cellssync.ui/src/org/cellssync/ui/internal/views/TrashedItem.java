package org.cellssync.ui.internal.views;

import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.endpoint.Trash;
import org.cellssync.api.endpoint.TrashItem;
import org.cellssync.api.session.TaskSpec;
import org.cellssync.ui.internal.Services;

/**
 * Something in the trash of a task, as the view shows it and commands are given it.
 *
 * @param task whose trash
 * @param item what was put aside
 */
public record TrashedItem(TaskSpec task, TrashItem item) {

	/** Returns the trash it is in. Blocks on the disk. */
	Trash trash() throws EndpointException {
		return trash(task);
	}

	/** Returns the trash of a task. Blocks on the disk. */
	static Trash trash(TaskSpec task) throws EndpointException {
		return Services.get().trash().trash(task.left(), Services.get().locations().task(task.id()));
	}
}
