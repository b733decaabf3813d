package org.cellssync.engine.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

import org.cellssync.api.session.Schedule;
import org.cellssync.api.util.Cancellation;

/** Ends what is under way when the hours of a task are over, whatever it is doing then. */
final class OpenHours implements AutoCloseable {

	private final Schedule.Hours hours;
	private final Surroundings around;
	private final Cancellation cancel;
	private boolean closed;

	/** @param cancel is cancelled when the hours are over */
	OpenHours(Schedule.Hours hours, Surroundings around, Cancellation cancel) {
		this.hours = hours;
		this.around = around;
		this.cancel = cancel;
		Thread.ofPlatform().daemon().name("sync-hours").start(this::watch);
	}

	private synchronized void watch() {
		while (!closed) {
			Instant now = around.clock().instant();
			if (!hours.isOpen(now, ZoneId.systemDefault())) {
				cancel.cancel();
				return;
			}
			long left = hours.closing(now, ZoneId.systemDefault()).map(end -> Duration.between(now, end)).filter(
					each -> each.compareTo(Timetable.LONGEST_WAIT) < 0).orElse(Timetable.LONGEST_WAIT).toMillis();
			try {
				around.waiting().on(this, Math.max(1, left));
			} catch (InterruptedException e) {
				Thread.currentThread().interrupt();
				return;
			}
		}
	}

	@Override
	public synchronized void close() {
		closed = true;
		notifyAll();
	}
}
