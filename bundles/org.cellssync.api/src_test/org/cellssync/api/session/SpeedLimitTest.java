package org.cellssync.api.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.OptionalLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpeedLimitTest {

	private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

	private static OptionalLong at(SpeedLimit limit, String time) {
		return limit.at(LocalDateTime.parse(time).atZone(ZONE).toInstant(), ZONE);
	}

	@ParameterizedTest
	@CsvSource({ "1000,1000", "500k,500000", "500ki,512000", "1M,1000000", "2Mi,2097152", "1G,1000000000",
			"1M@Mon-Fri 08:00-18:00,1000000@Mon-Fri 08:00-18:00" })
	void understandsWhatPeopleType(String typed, String text) {
		SpeedLimit limit = SpeedLimit.parse(List.of(typed));
		assertEquals(List.of(text), limit.texts());
		assertEquals(limit, SpeedLimit.parse(limit.texts()));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "fast", "0", "999", "-1", "1m", "1.5M", "1M@", "1M@Mon", "1M@realtime", "1M@Mon-Fri 08:00",
			"1M@Foo 08:00-18:00",
			"9999999999999G" })
	void refusesWhatIsNoLimit(String typed) {
		assertThrows(IllegalArgumentException.class, () -> SpeedLimit.parse(List.of(typed)));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "1000|1k", "1500|1500", "500k|500k", "512ki|524288", "1000M|1G", "3G;|",
			"20M;1500|20M; 1500",
			"1M@Mon-Fri 08:00-18:00;5M @Sat 00:00-24:00|", "1M@Mon-Fri 08:00-18:00;5M|1M@Mon-Fri 08:00-18:00; 5M",
			"1M@Mon-Fri 18:00-08:00; Sat,Sun 00:00-24:00; 500k@1,15 08:00-09:00;2M|1M@Mon-Fri 18:00-08:00; Sat,Sun 00:00-24:00; 500k@1,15 08:00-09:00; 2M",
			"1M@1 08:00-09:00; 2 08:00-09:00|1M@1 08:00-09:00; 2 08:00-09:00" })
	void takesAndGivesOneLine(String typed, String line) {
		if (line == null) {
			assertThrows(IllegalArgumentException.class, () -> SpeedLimit.parseLine(typed));
			return;
		}
		SpeedLimit limit = SpeedLimit.parseLine(typed);
		assertEquals(line, limit.line());
		assertEquals(limit, SpeedLimit.parseLine(line));
	}

	@Test
	void anEmptyLineIsNoLimit() {
		assertEquals(SpeedLimit.NONE, SpeedLimit.parseLine(" "));
		assertEquals("", SpeedLimit.NONE.line());
	}

	@Test
	void theFirstRateInWhoseHoursItIsCounts() {
		// 2026-11-27 is a Friday.
		SpeedLimit hours = SpeedLimit.parse(List.of("1M@Mon-Fri 08:00-18:00"));
		assertEquals(OptionalLong.empty(), at(hours, "2026-11-27T07:59:59"));
		assertEquals(OptionalLong.of(1_000_000), at(hours, "2026-11-27T08:00:00"));
		assertEquals(OptionalLong.of(1_000_000), at(hours, "2026-11-27T17:59:59"));
		assertEquals(OptionalLong.empty(), at(hours, "2026-11-27T18:00:00"));
		assertEquals(OptionalLong.empty(), at(hours, "2026-11-28T12:00:00"));
		SpeedLimit more = SpeedLimit.parse(List.of("1M@Mon-Fri 08:00-18:00", "5M@Sat 00:00-24:00", "20M"));
		assertEquals(OptionalLong.of(1_000_000), at(more, "2026-11-27T12:00:00"));
		assertEquals(OptionalLong.of(5_000_000), at(more, "2026-11-28T12:00:00"));
		assertEquals(OptionalLong.of(20_000_000), at(more, "2026-11-29T12:00:00"));
		assertEquals(OptionalLong.empty(), at(SpeedLimit.NONE, "2026-11-29T12:00:00"));
	}
}
