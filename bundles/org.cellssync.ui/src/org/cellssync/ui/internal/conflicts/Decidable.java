package org.cellssync.ui.internal.conflicts;

import java.util.Optional;

import org.cellssync.api.session.TaskView;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.ui.internal.OfTask;

/** An item of a task about which a person can decide, in whichever view it is shown. */
public interface Decidable extends OfTask {

	/** Returns where the item is. */
	SyncPath path();

	@Override
	default Optional<SyncPath> item() {
		return Optional.of(path());
	}

	/** Returns whether there is still something to decide in the task as it stands now. */
	boolean isOpen(TaskView now);
}
