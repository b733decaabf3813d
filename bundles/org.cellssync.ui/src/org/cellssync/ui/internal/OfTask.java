package org.cellssync.ui.internal;

import java.util.Optional;

import org.cellssync.core.tree.SyncPath;

/** What a row of a view is about, whichever view it is in. */
public interface OfTask {

	/** Returns the task's id. */
	String taskId();

	/** Returns the item of the task that the row is about; empty where it is about the whole task. */
	Optional<SyncPath> item();
}
