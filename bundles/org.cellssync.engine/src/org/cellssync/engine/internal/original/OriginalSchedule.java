package org.cellssync.engine.internal.original;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.cellssync.api.session.Days;
import org.cellssync.api.session.Schedule;

/**
 * That client's schedules: ISO 8601 repetitions such as {@code R/2020-01-06T08:00:00Z/P7D}, nothing where it runs by
 * hand.
 */
final class OriginalSchedule {

	private static final Pattern REPETITION = Pattern.compile("R\\d*/([^/]+)/(P[^/]+)");
	/** An interval may be said in days, in hours or in both. */
	private static final Pattern DURATION = Pattern.compile("P(\\d+[YMWD])*(T.+)?");
	private static final Duration DAY = Duration.ofDays(1);

	private OriginalSchedule() {
	}

	/** Returns what it is here, in times as {@code zone} shows them; empty where there is nothing like it. */
	static Optional<Schedule> parse(String text, ZoneId zone) {
		if (text == null || text.isBlank()) {
			return Optional.of(Schedule.MANUAL);
		}
		Matcher parts = REPETITION.matcher(text.strip());
		if (!parts.matches() || !DURATION.matcher(parts.group(2)).matches()) {
			return Optional.empty();
		}
		try {
			ZonedDateTime start = OffsetDateTime.parse(parts.group(1)).atZoneSameInstant(zone);
			return schedule(start, parts.group(2));
		} catch (DateTimeException | IllegalArgumentException e) {
			return Optional.empty();
		}
	}

	private static Optional<Schedule> schedule(ZonedDateTime start, String every) {
		LocalTime time = start.toLocalTime().truncatedTo(ChronoUnit.MINUTES);
		int clock = every.indexOf('T');
		String dates = clock < 0 ? every : every.substring(0, clock);
		Period period = dates.equals("P") ? Period.ZERO : Period.parse(dates);
		Duration length = Duration.ofDays(period.getDays())
				.plus(clock < 0 ? Duration.ZERO : Duration.parse("P" + every.substring(clock)));
		if (period.toTotalMonths() != 0) {
			boolean monthly = period.toTotalMonths() == 1 && length.isZero();
			return monthly ? Optional.of(at(new Days(none(), only(start.getDayOfMonth())), time)) : Optional.empty();
		}
		if (length.equals(DAY)) {
			return Optional.of(at(Days.ALL, time));
		}
		if (length.equals(DAY.multipliedBy(7))) {
			return Optional.of(at(new Days(only(start.getDayOfWeek()), none()), time));
		}
		return Optional.of(new Schedule.Every(length));
	}

	private static Schedule at(Days days, LocalTime time) {
		return new Schedule.Times(List.of(new Schedule.At(days, only(time))));
	}

	private static <T> SortedSet<T> only(T element) {
		return new TreeSet<>(List.of(element));
	}

	private static <T> SortedSet<T> none() {
		return new TreeSet<>();
	}
}
