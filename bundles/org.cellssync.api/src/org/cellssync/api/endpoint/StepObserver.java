package org.cellssync.api.endpoint;

import org.cellssync.core.tree.SyncPath;

/** Hears of progress; called from the threads that work, must not block. Thread-safe. */
public interface StepObserver {

	/** Hears nothing. */
	StepObserver NONE = new StepObserver() {
		@Override
		public void transferred(SyncPath path, long bytes) {
			// nobody listens
		}

		@Override
		public void finished(StepResult result) {
			// nobody listens
		}
	};

	/** {@code bytes} more bytes of {@code path} went over; negative where a transfer starts anew. */
	void transferred(SyncPath path, long bytes);

	/** One step is done or has failed. */
	void finished(StepResult result);
}
