package org.cellssync.api.endpoint;

import java.time.Duration;

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

	/**
	 * A file was written, or something moved or deleted, where nothing makes sure, in one with doing it, of what stands
	 * there: from the last look at its place (of a move, at its target) until it was done took {@code window}, and another's
	 * write in that time would have been replaced, or deleted with it.
	 */
	default void unseen(SyncPath path, Duration window) {
		// most ends have no such moment
	}

	/** One step is done or has failed. */
	void finished(StepResult result);
}
