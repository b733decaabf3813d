package org.cellssync.api.session;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the texts of schedules. */
final class ScheduleText {

	static final String EVERY = "every:";
	private static final Pattern INTERVAL = Pattern.compile("(\\d{1,6})([mhd])");
	private static final Pattern RULE = Pattern.compile("(?:(\\S+)\\s+)?(\\S+)");
	private static final Pattern HOURS = Pattern.compile("([\\d:]+)-([\\d:]+)");
	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("H:mm", Locale.ROOT)
			.withResolverStyle(ResolverStyle.STRICT);

	private ScheduleText() {
	}

	static Schedule parse(String text) {
		return text.toLowerCase(Locale.ROOT).startsWith(EVERY) ? every(text.substring(EVERY.length())) : calendar(text);
	}

	private static Schedule every(String length) {
		Matcher parts = INTERVAL.matcher(length.strip().toLowerCase(Locale.ROOT));
		if (!parts.matches()) {
			throw wrong(length);
		}
		long count = Long.parseLong(parts.group(1));
		return new Schedule.Every(switch (parts.group(2)) {
			case "m" -> Duration.ofMinutes(count);
			case "h" -> Duration.ofHours(count);
			default -> Duration.ofDays(count);
		});
	}

	private static Schedule calendar(String text) {
		List<Schedule.At> times = new ArrayList<>();
		List<Schedule.Between> hours = new ArrayList<>();
		for (String rule : text.split(";", -1)) {
			Matcher parts = RULE.matcher(rule.strip());
			if (!parts.matches()) {
				throw wrong(rule);
			}
			Days days = parts.group(1) == null ? Days.ALL : days(parts.group(1));
			Matcher range = HOURS.matcher(parts.group(2));
			if (range.matches()) {
				hours.add(new Schedule.Between(days, time(range.group(1)),
						range.group(2).equals("24:00") ? LocalTime.MIDNIGHT : time(range.group(2))));
			} else {
				SortedSet<LocalTime> at = new TreeSet<>();
				Stream.of(parts.group(2).split(",", -1)).map(ScheduleText::time).forEach(at::add);
				times.add(new Schedule.At(days, at));
			}
		}
		if (!times.isEmpty() && !hours.isEmpty()) {
			throw new IllegalArgumentException("times and hours cannot be mixed");
		}
		return times.isEmpty() ? new Schedule.Hours(hours) : new Schedule.Times(times);
	}

	private static Days days(String text) {
		SortedSet<DayOfWeek> week = new TreeSet<>();
		SortedSet<Integer> month = new TreeSet<>();
		for (String part : text.split(",", -1)) {
			String[] ends = part.split("-", -1);
			if (ends.length > 2) {
				throw wrong(part);
			}
			if (Character.isDigit(part.isEmpty() ? ' ' : part.charAt(0))) {
				int last = day(ends[ends.length - 1]);
				for (int day = day(ends[0]); day <= last; day++) {
					month.add(day);
				}
			} else {
				DayOfWeek last = weekday(ends[ends.length - 1]);
				DayOfWeek day = weekday(ends[0]);
				week.add(day);
				while (day != last) {
					day = day.plus(1);
					week.add(day);
				}
			}
		}
		return new Days(week, month);
	}

	private static int day(String text) {
		try {
			return Integer.parseInt(text);
		} catch (NumberFormatException e) {
			throw wrong(text);
		}
	}

	private static DayOfWeek weekday(String text) {
		return Stream.of(DayOfWeek.values()).filter(each -> Days.name(each).equalsIgnoreCase(text)).findFirst()
				.orElseThrow(() -> wrong(text));
	}

	private static LocalTime time(String text) {
		try {
			return LocalTime.parse(text, TIME);
		} catch (DateTimeException e) {
			throw new IllegalArgumentException("\"" + text + "\" is no time of day", e);
		}
	}

	private static IllegalArgumentException wrong(String text) {
		return new IllegalArgumentException("\"" + text.strip() + "\" is not understood");
	}
}
