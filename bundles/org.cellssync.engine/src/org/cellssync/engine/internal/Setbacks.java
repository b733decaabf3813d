package org.cellssync.engine.internal;

import java.time.Instant;

import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.state.StateException;
import org.cellssync.api.util.Cancellation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What keeps a task from going on: told, kept with the task, and tried again after pauses that grow. One thread. */
final class Setbacks {

	private static final Logger LOG = LoggerFactory.getLogger(Setbacks.class);

	private final TaskRuntime task;
	private final Surroundings around;
	private final Cancellation cancel;
	private int inARow;

	Setbacks(TaskRuntime task, Surroundings around, Cancellation cancel) {
		this.task = task;
		this.around = around;
		this.cancel = cancel;
	}

	/** Tells of one; returns when to try again. */
	Instant met(Diagnostic met) {
		Diagnostic diagnostic = task.named(met);
		Instant until = around.clock().instant().plus(Backoff.pause(inARow, around.random()));
		if (cancel.isCancelled()) {
			return until;
		}
		task.status(TaskRuntime.stopped(until, diagnostic));
		if (inARow++ == 0) {
			LOG.info("Task {} waits: {}", task.spec().id(), diagnostic.line());
		}
		try {
			task.failed(diagnostic);
		} catch (StateException e) {
			LOG.error("The state of task {} cannot be written", task.spec().id(), e);
		}
		return until;
	}

	/** All went well. */
	void over() {
		inARow = 0;
	}
}
