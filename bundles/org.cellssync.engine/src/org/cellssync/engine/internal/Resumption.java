package org.cellssync.engine.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

import org.cellssync.api.session.TaskSpec;

/** Ends pauses that were given a time. */
final class Resumption implements AutoCloseable {

	private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
			Thread.ofPlatform().daemon().name("sync-resumption").factory());
	private final BiConsumer<String, Instant> resume;
	private final InstantSource clock;

	/**
	 * @param resume is given the id of a task, and the end of its pause that has come: it may have been changed
	 * meanwhile
	 */
	Resumption(BiConsumer<String, Instant> resume, InstantSource clock) {
		this.resume = resume;
		this.clock = clock;
	}

	/** Plans the end of a task's pause, if it has one. */
	void plan(TaskSpec paused) {
		paused.resumes().ifPresent(at -> plan(paused.id(), at));
	}

	/** A timer stands still while the computer sleeps, and a clock may jump: so the clock is looked at again and again. */
	private void plan(String id, Instant at) {
		Duration left = Duration.between(clock.instant(), at);
		if (!left.isPositive()) {
			thread.execute(() -> resume.accept(id, at));
			return;
		}
		Duration pause = left.compareTo(Timetable.LONGEST_WAIT) < 0 ? left : Timetable.LONGEST_WAIT;
		thread.schedule(() -> plan(id, at), Math.max(1, pause.toMillis()), TimeUnit.MILLISECONDS);
	}

	@Override
	public void close() {
		thread.shutdownNow();
	}
}
