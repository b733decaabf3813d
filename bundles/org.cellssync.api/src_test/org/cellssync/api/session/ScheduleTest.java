package org.cellssync.api.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Schedules: their texts, and what they mean on a wall clock that is put forward and back. */
class ScheduleTest {

	private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

	private static Instant at(String local) {
		return LocalDateTime.parse(local).atZone(BERLIN).toInstant();
	}

	/** Returns the next {@code count} moments, as a clock in Berlin shows them. */
	private static List<String> next(String schedule, String after, int count) {
		List<String> found = new ArrayList<>();
		Instant now = at(after);
		for (int i = 0; i < count; i++) {
			now = Schedule.parse(schedule).next(now, BERLIN).orElseThrow();
			found.add(LocalDateTime.ofInstant(now, BERLIN).toString());
		}
		return found;
	}

	static Stream<Arguments> texts() {
		return Stream.of(arguments("realtime", "realtime"), arguments("Manual", "manual"),
				arguments("every:15m", "every:15m"),
				arguments("EVERY:120m", "every:2h"), arguments("every:48h", "every:2d"), arguments("every:90m", "every:90m"),
				arguments("7:05", "07:05"), arguments("22:00,08:00", "08:00,22:00"),
				arguments("mon-fri 22:00", "Mon-Fri 22:00"),
				arguments("Sat,Sun  08:00", "Sat,Sun 08:00"), arguments("Fri-Mon 08:00", "Mon,Fri-Sun 08:00"),
				arguments("Mon-Sun 08:00", "Mon-Sun 08:00"), arguments("31,1 03:00", "1,31 03:00"),
				arguments("1-3 03:00", "1,2,3 03:00"),
				arguments("Mon-Fri 18:00-08:00;Sat,Sun 00:00-24:00", "Mon-Fri 18:00-08:00; Sat,Sun 00:00-24:00"),
				arguments("Mon 08:00; Tue 09:00", "Mon 08:00; Tue 09:00"));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("texts")
	void isWrittenAsItIsRead(String typed, String text) {
		Schedule schedule = Schedule.parse(typed);
		assertEquals(text, schedule.text());
		assertEquals(schedule, Schedule.parse(text));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "never", "every:", "every:0m", "every:30s", "every:400d", "every:-1m", "24:00", "25:00",
			"8", "8:5",
			"Mon", "Foo 08:00", "Mon- 08:00", "Mon-Tue-Wed 08:00", "0 08:00", "32 08:00", "1-40 08:00", "Mon,1 08:00",
			"08:00,", "08:00-",
			"08:00-25:00", "Mon 08:00; 09:00-10:00", ";", "Mon Tue 08:00", "1- 08:00", ",1 08:00" })
	void refusesWhatIsNone(String typed) {
		assertThrows(IllegalArgumentException.class, () -> Schedule.parse(typed));
	}

	@Test
	void comesOnTheDaysItNames() {
		assertEquals(List.of("2026-11-27T22:00", "2026-11-30T22:00", "2026-12-01T22:00"),
				next("Mon-Fri 22:00", "2026-11-26T22:00", 3));
		assertEquals(List.of("2026-11-26T08:00", "2026-11-26T22:00", "2026-11-27T08:00"),
				next("08:00,22:00", "2026-11-26T07:59:59", 3));
		assertEquals(List.of("2026-11-30T09:00", "2026-12-01T08:00", "2026-12-07T09:00"),
				next("Mon 09:00; 1 08:00", "2026-11-27T00:00", 3));
		assertEquals(List.of("2026-11-26T12:15", "2026-11-26T12:30"), next("every:15m", "2026-11-26T12:00", 2));
		assertEquals(Optional.empty(), Schedule.MANUAL.next(Instant.EPOCH, BERLIN));
	}

	@Test
	void theLastDayStandsForThoseAMonthDoesNotHave() {
		assertEquals(List.of("2027-01-31T03:00", "2027-02-28T03:00", "2027-03-31T03:00", "2027-04-30T03:00"),
				next("31 03:00", "2027-01-30T00:00", 4));
		assertEquals(List.of("2028-02-29T03:00", "2028-03-29T03:00", "2028-03-30T03:00"),
				next("29,30 03:00", "2028-02-20T00:00", 3));
	}

	@Test
	void aTimeThatIsLeftOutComesLaterAndOneThatComesTwiceCountsOnce() {
		// Clocks go from 02:00 to 03:00 on 2026-03-29, and from 03:00 to 02:00 on 2026-10-25.
		assertEquals(List.of("2026-03-28T02:30", "2026-03-29T03:30", "2026-03-30T02:30"),
				next("02:30", "2026-03-28T00:00", 3));
		assertEquals(List.of("2026-10-25T02:30", "2026-10-26T02:30"), next("02:30", "2026-10-25T00:00", 2));
		assertEquals(List.of("2026-10-25T02:30", "2026-10-25T03:00", "2026-10-26T02:30"),
				next("02:30,03:00", "2026-10-25T00:00", 3));
	}

	@Test
	void hoursMayReachIntoTheNextDay() {
		Schedule.Hours nights = (Schedule.Hours) Schedule.parse("Mon-Fri 18:00-08:00");
		assertFalse(nights.isOpen(at("2026-11-30T17:59"), BERLIN), "Monday afternoon");
		assertTrue(nights.isOpen(at("2026-11-30T18:00"), BERLIN));
		assertTrue(nights.isOpen(at("2026-12-05T07:59"), BERLIN), "Saturday morning belongs to Friday");
		assertFalse(nights.isOpen(at("2026-12-05T08:00"), BERLIN));
		assertFalse(nights.isOpen(at("2026-11-30T07:00"), BERLIN), "Sunday has no night");
		assertEquals(Optional.of(at("2026-12-01T08:00")), nights.closing(at("2026-11-30T23:00"), BERLIN));
		assertEquals(Optional.of(at("2026-12-07T18:00")), nights.next(at("2026-12-05T08:00"), BERLIN));
	}

	@Test
	void hoursThatTouchAreOne() {
		Schedule.Hours hours = (Schedule.Hours) Schedule.parse("Mon-Fri 18:00-08:00; Sat,Sun 00:00-24:00");
		assertEquals(Optional.of(at("2026-12-07T00:00")), hours.closing(at("2026-12-04T20:00"), BERLIN),
				"Friday evening to Sunday midnight");
		assertTrue(((Schedule.Hours) Schedule.parse("00:00-24:00")).closing(at("2026-12-04T20:00"), BERLIN).isEmpty(),
				"always");
	}

	@Test
	void hoursAreAsLongAsTheClockOnTheWallSays() {
		Schedule.Hours hours = (Schedule.Hours) Schedule.parse("01:00-04:00");
		assertEquals(Optional.of(at("2026-03-29T04:00")), hours.closing(at("2026-03-29T01:30"), BERLIN));
		assertEquals(Optional.of(at("2026-10-25T04:00")), hours.closing(at("2026-10-25T01:30"), BERLIN));
	}

	@Test
	void readingEverythingAllTheTimeIsNoRhythm() {
		assertThrows(IllegalArgumentException.class, () -> TaskOptions.DEFAULT.withRecheck(Schedule.REALTIME));
		assertThrows(IllegalArgumentException.class, () -> TaskOptions.DEFAULT.withRecheck(Schedule.parse("08:00-09:00")));
		assertEquals("every:30d", TaskOptions.DEFAULT.withRecheck(Schedule.parse("every:30d")).recheck().text());
	}
}
