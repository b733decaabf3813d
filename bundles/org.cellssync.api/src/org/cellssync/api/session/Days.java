package org.cellssync.api.session;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Days of weeks or of months. With none of either it is every day.
 *
 * @param week days of each week; none where days of months are given
 * @param month days of each month, 1 to 31; the last one stands for those a month does not have
 */
public record Days(SortedSet<DayOfWeek> week, SortedSet<Integer> month) {

	/** Every day. */
	public static final Days ALL = new Days(new TreeSet<>(), new TreeSet<>());
	/** Within so many days each day of a month comes at least once. */
	static final int AHEAD = 62;

	/** Copies the sets. */
	public Days {
		week = new TreeSet<>(week);
		month = new TreeSet<>(month);
		if (!week.isEmpty() && !month.isEmpty() || month.stream().anyMatch(day -> day < 1 || day > 31)) {
			throw new IllegalArgumentException("days are those of weeks, or 1 to 31");
		}
	}

	/** Returns whether it is one of these. */
	boolean contain(LocalDate day) {
		boolean last = day.getDayOfMonth() == day.lengthOfMonth();
		return week.isEmpty() && month.isEmpty() || week.contains(day.getDayOfWeek()) || month.contains(day.getDayOfMonth())
				|| last && !month.isEmpty() && month.last() > day.getDayOfMonth();
	}

	/** Returns the days beginning with the one {@code before} days before that of {@code moment}. */
	Stream<LocalDate> from(Instant moment, ZoneId zone, int before) {
		LocalDate today = LocalDate.ofInstant(moment, zone);
		return Stream.iterate(today.minusDays(before), day -> day.plusDays(1)).limit(before + 1L + AHEAD)
				.filter(this::contain);
	}

	/** Returns the beginning of a rule about these days. */
	String prefix() {
		if (week.isEmpty() && month.isEmpty()) {
			return "";
		}
		return (week.isEmpty() ? String.join(",", month.stream().map(String::valueOf).toList()) : weekText()) + " ";
	}

	private String weekText() {
		List<String> parts = new ArrayList<>();
		List<DayOfWeek> days = List.copyOf(week);
		for (int i = 0; i < days.size(); i++) {
			int first = i;
			while (i + 1 < days.size() && days.get(i + 1) == days.get(i).plus(1)) {
				i++;
			}
			String name = name(days.get(first));
			parts.add(i == first ? name : name + (i == first + 1 ? "," : "-") + name(days.get(i)));
		}
		return String.join(",", parts);
	}

	static String name(DayOfWeek day) {
		return day.getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
	}
}
