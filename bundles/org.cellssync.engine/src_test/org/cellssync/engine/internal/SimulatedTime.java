package org.cellssync.engine.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * A time of its own, in which things happen one after the other in one thread. What comes due while somebody lets
 * time pass happens right then, in the middle of whatever that one is doing.
 */
final class SimulatedTime implements InstantSource {

	private final PriorityQueue<Event> events = new PriorityQueue<>(
			Comparator.comparing(Event::at).thenComparing(Event::number));
	private Instant now = Instant.parse("2026-01-01T00:00:00Z");
	private long number;

	/** @param number keeps events of one moment in the order in which they were made */
	private record Event(Instant at, long number, Runnable action) {
	}

	@Override
	public Instant instant() {
		return now;
	}

	void at(Instant moment, Runnable action) {
		events.add(new Event(moment, number++, action));
	}

	void after(Duration pause, Runnable action) {
		at(now.plus(pause), action);
	}

	/** Returns a clock that can be set. */
	Clock newClock() {
		return new Clock();
	}

	/** What a computer takes for the time. */
	final class Clock implements InstantSource {
		private Duration fast = Duration.ZERO;

		@Override
		public Instant instant() {
			return now.plus(fast);
		}

		/** Sets it on, or back. */
		void set(Duration by) {
			fast = fast.plus(by);
		}

		/** Returns the moment at which it will show a time, unless it is set. */
		Instant moment(Instant shown) {
			return shown.equals(Instant.MIN) ? shown : shown.minus(fast);
		}
	}

	/** Lets time pass. */
	void pass(Duration pause) {
		until(now.plus(pause));
	}

	/** Lets time pass up to a moment; events may let it pass further. */
	void until(Instant moment) {
		while (!events.isEmpty() && !events.peek().at().isAfter(moment)) {
			Event event = events.poll();
			reach(event.at());
			event.action().run();
		}
		reach(moment);
	}

	private void reach(Instant moment) {
		if (moment.isAfter(now)) {
			now = moment;
		}
	}
}
