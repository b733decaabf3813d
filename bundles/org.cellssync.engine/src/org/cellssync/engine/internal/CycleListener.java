package org.cellssync.engine.internal;

import org.cellssync.api.endpoint.StepObserver;
import org.cellssync.api.session.TaskStatus;
import org.cellssync.api.state.HistoryEntry;

/** Hears what a cycle is doing; called from its threads, must not block. */
interface CycleListener extends StepObserver {

	/** A phase begins. */
	void phase(TaskStatus.Phase phase);

	/** So much is going to be done. */
	void planned(long items, long bytes);

	/** An operation was done, has failed or, in a dry run, is planned. */
	void operation(HistoryEntry operation);
}
