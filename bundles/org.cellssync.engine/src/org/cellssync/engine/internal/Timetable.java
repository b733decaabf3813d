package org.cellssync.engine.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Supplier;

import org.cellssync.api.session.Schedule;
import org.cellssync.api.state.StateException;

/**
 * When something is due by a schedule, beginning with when it was done last, which is kept with the task: what was missed
 * while the program did not run is due once, at once. Thread-safe.
 */
final class Timetable {

	/** Clocks may jump, and computers sleep: nobody waits longer than that without looking at the clock. */
	static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
	private static final String SEPARATOR = " ";

	private final Notes notes;
	private final String name;
	private final Schedule schedule;
	private final Supplier<ZoneId> zone;

	/** @param name of the note that holds when it was done last */
	Timetable(Notes notes, String name, Schedule schedule, Supplier<ZoneId> zone) {
		this.notes = notes;
		this.name = name;
		this.schedule = schedule;
		this.zone = zone;
	}

	/**
	 * Returns when it is due, which may be past; empty where nothing but a person makes it so. An interval begins at once;
	 * times count from when they were set. Where the clock was put back behind what is kept, all counts from now.
	 */
	Optional<Instant> due(Instant now) throws StateException {
		Optional<Instant> last = last();
		if (last.isEmpty() && schedule instanceof Schedule.Every) {
			return Optional.of(now);
		}
		if (last.isEmpty() || last.get().isAfter(now)) {
			done(now);
			return schedule.next(now, zone.get());
		}
		return schedule.next(last.get(), zone.get());
	}

	/** Returns when it was done last by this very schedule. */
	private Optional<Instant> last() {
		return notes.get(name).map(text -> text.split(SEPARATOR, 2)).filter(parts -> parts[1].equals(schedule.text()))
				.map(parts -> Instant.parse(parts[0]));
	}

	/** Keeps that it was done; {@code began} is when that began. */
	void done(Instant began) throws StateException {
		notes.put(name, began + SEPARATOR + schedule.text());
		notes.commit();
	}
}
