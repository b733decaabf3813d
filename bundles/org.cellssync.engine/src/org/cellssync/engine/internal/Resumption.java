package org.cellssync.engine.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.cellssync.api.session.TaskSpec;

/** Ends pauses that were given a time. */
final class Resumption implements AutoCloseable {

	private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
			Thread.ofPlatform().daemon().name("sync-resumption").factory());
	private final Consumer<String> resume;

	/** @param resume is given the id of a task whose time has come */
	Resumption(Consumer<String> resume) {
		this.resume = resume;
	}

	/** Plans the end of a task's pause, if it has one. A pause changed meanwhile is not ended by the old plan. */
	void plan(TaskSpec paused) {
		paused.resumes().ifPresent(at -> thread.schedule(() -> resume.accept(paused.id()),
				Math.max(0, Duration.between(Instant.now(), at).toMillis()), TimeUnit.MILLISECONDS));
	}

	@Override
	public void close() {
		thread.shutdownNow();
	}
}
