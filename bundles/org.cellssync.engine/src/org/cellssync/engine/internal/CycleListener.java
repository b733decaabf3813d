package org.cellssync.engine.internal;

import org.cellssync.api.endpoint.StepObserver;
import org.cellssync.api.endpoint.StepResult;
import org.cellssync.api.session.TaskStatus;
import org.cellssync.api.state.HistoryEntry;
import org.cellssync.core.tree.SyncPath;

/** Hears what a cycle is doing; called from its threads, must not block. */
interface CycleListener extends StepObserver {

	/** Hears nothing. */
	CycleListener NONE = new CycleListener() {
		@Override
		public void phase(TaskStatus.Phase phase) {
			// nobody listens
		}

		@Override
		public void planned(long items, long bytes) {
			// nobody listens
		}

		@Override
		public void operation(HistoryEntry operation) {
			// nobody listens
		}

		@Override
		public void transferred(SyncPath path, long bytes) {
			// nobody listens
		}

		@Override
		public void finished(StepResult result) {
			// nobody listens
		}
	};

	/** A phase begins. */
	void phase(TaskStatus.Phase phase);

	/** So much is going to be done. */
	void planned(long items, long bytes);

	/** An operation was done, has failed or, in a dry run, is planned. */
	void operation(HistoryEntry operation);
}
