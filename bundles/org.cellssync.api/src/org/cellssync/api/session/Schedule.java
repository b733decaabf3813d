package org.cellssync.api.session;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * When a task runs. As text: {@code realtime}, {@code manual}, {@code every:15m}, {@code Mon-Fri 22:00}, {@code 1,15
 * 03:00,15:00} or {@code Mon-Fri 18:00-08:00; Sat,Sun 00:00-24:00}. Times are those of a clock on the wall: one that is left
 * out when clocks go forward comes as much later, one that comes twice when they go back counts once.
 */
public sealed interface Schedule {

	/** Always, as changes come. */
	Schedule REALTIME = Simple.REALTIME;
	/** Only when somebody asks for it. */
	Schedule MANUAL = Simple.MANUAL;

	/** Schedules without a time. */
	enum Simple implements Schedule {
		/** Always, as changes come. */
		REALTIME,
		/** Only when somebody asks for it. */
		MANUAL;

		@Override
		public Optional<Instant> next(Instant after, ZoneId zone) {
			return Optional.empty();
		}

		@Override
		public String text() {
			return this == REALTIME ? "realtime" : "manual";
		}
	}

	/**
	 * Again and again.
	 *
	 * @param interval from the beginning of one run to that of the next, a minute to 366 days in whole minutes
	 */
	record Every(Duration interval) implements Schedule {

		/** Refuses what is too short or too long. */
		public Every {
			if (interval.compareTo(Duration.ofMinutes(1)) < 0 || interval.compareTo(Duration.ofDays(366)) > 0
					|| !interval.equals(Duration.ofMinutes(interval.toMinutes()))) {
				throw new IllegalArgumentException("an interval is 1 minute to 366 days");
			}
		}

		@Override
		public Optional<Instant> next(Instant after, ZoneId zone) {
			return Optional.of(after.plus(interval));
		}

		@Override
		public String text() {
			long minutes = interval.toMinutes();
			String length = minutes % (24 * 60) == 0 ? interval.toDays() + "d"
					: minutes % 60 == 0 ? interval.toHours() + "h" : minutes + "m";
			return ScheduleText.EVERY + length;
		}
	}

	/**
	 * At times of days.
	 *
	 * @param rules at least one
	 */
	record Times(List<At> rules) implements Schedule {

		/** Copies the list. */
		public Times {
			rules = List.copyOf(rules);
		}

		@Override
		public Optional<Instant> next(Instant after, ZoneId zone) {
			return rules.stream().flatMap(rule -> rule.next(after, zone).stream()).min(Comparator.naturalOrder());
		}

		@Override
		public String text() {
			return rules.stream().map(At::text).collect(Collectors.joining("; "));
		}
	}

	/**
	 * As changes come, but only in certain hours.
	 *
	 * @param rules at least one
	 */
	record Hours(List<Between> rules) implements Schedule {

		/** Copies the list. */
		public Hours {
			rules = List.copyOf(rules);
		}

		/** Returns whether it is time now. */
		public boolean isOpen(Instant now, ZoneId zone) {
			return rules.stream().anyMatch(rule -> rule.closing(now, zone).isPresent());
		}

		/** Returns when the hours end that {@code now} is in; empty where they do not end within two months. */
		public Optional<Instant> closing(Instant now, ZoneId zone) {
			Instant longest = now.plus(Duration.ofDays(Days.AHEAD));
			Instant end = now;
			while (end.isBefore(longest)) {
				Instant at = end;
				Optional<Instant> later = rules.stream().flatMap(rule -> rule.closing(at, zone).stream())
						.max(Comparator.naturalOrder());
				if (later.isEmpty()) {
					return Optional.of(end);
				}
				end = later.get();
			}
			return Optional.empty();
		}

		/** Returns when hours begin next. */
		@Override
		public Optional<Instant> next(Instant after, ZoneId zone) {
			return rules.stream().flatMap(rule -> rule.next(after, zone).stream()).min(Comparator.naturalOrder());
		}

		@Override
		public String text() {
			return rules.stream().map(Between::text).collect(Collectors.joining("; "));
		}
	}

	/**
	 * Times of the same days.
	 *
	 * @param days which days
	 * @param times at least one
	 */
	record At(Days days, SortedSet<LocalTime> times) {

		/** Copies the times. */
		public At {
			times = new TreeSet<>(times);
		}

		Optional<Instant> next(Instant after, ZoneId zone) {
			return days.from(after, zone, 0)
					.flatMap(day -> times.stream().map(time -> ZonedDateTime.of(day, time, zone).toInstant()))
					.filter(after::isBefore).min(Comparator.naturalOrder());
		}

		String text() {
			return days.prefix() + times.stream().map(LocalTime::toString).collect(Collectors.joining(","));
		}
	}

	/**
	 * The hours of days; they belong to the day they begin on.
	 *
	 * @param days which days
	 * @param from when they begin
	 * @param to when they end; not later than {@code from}: on the day after
	 */
	record Between(Days days, LocalTime from, LocalTime to) {

		Optional<Instant> next(Instant after, ZoneId zone) {
			return days.from(after, zone, 0).map(day -> ZonedDateTime.of(day, from, zone).toInstant())
					.filter(after::isBefore)
					.min(Comparator.naturalOrder());
		}

		/** Returns when the hours end that {@code now} is in; empty where it is in none. */
		Optional<Instant> closing(Instant now, ZoneId zone) {
			return days.from(now, zone, 1).limit(3)
					.filter(day -> !ZonedDateTime.of(day, from, zone).toInstant().isAfter(now))
					.map(day -> end(day, zone)).filter(now::isBefore).max(Comparator.naturalOrder());
		}

		private Instant end(LocalDate day, ZoneId zone) {
			return ZonedDateTime.of(to.isAfter(from) ? day : day.plusDays(1), to, zone).toInstant();
		}

		String text() {
			return days.prefix() + from + "-" + (to.equals(LocalTime.MIDNIGHT) ? "24:00" : to.toString());
		}
	}

	/** Returns the first moment after {@code after} at which this begins to run the task; empty where no clock does so. */
	Optional<Instant> next(Instant after, ZoneId zone);

	/** Returns the text {@link #parse} understands. */
	String text();

	/**
	 * Returns the schedule of a text.
	 *
	 * @throws IllegalArgumentException where it is none
	 */
	static Schedule parse(String text) {
		return Stream.of(Simple.values()).filter(each -> each.text().equalsIgnoreCase(text.strip()))
				.<Schedule>map(each -> each)
				.findFirst().orElseGet(() -> ScheduleText.parse(text.strip()));
	}
}
