package org.cellssync.ui.internal.conflicts;

import org.cellssync.api.session.TaskView;
import org.cellssync.core.tree.SyncPath;

/** An item of a task about which a person can decide, in whichever view it is shown. */
public interface Decidable {

	/** Returns the task's id. */
	String taskId();

	/** Returns where the item is. */
	SyncPath path();

	/** Returns whether there is still something to decide in the task as it stands now. */
	boolean isOpen(TaskView now);
}
