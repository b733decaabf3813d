package org.cellssync.ui.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** What is left of a text that has too little room. A character is one wide here. */
class ShortenedTest {

	private static final String SMILE = "\uD83D\uDE00";

	@Test
	void aSentenceLosesItsEnd() {
		assertEquals("Waiting for you", end("Waiting for you", 15));
		assertEquals("Waiting\u2026", end("Waiting for you", 8));
		assertEquals("\u2026", end("Waiting for you", 1));
	}

	@Test
	void aPathKeepsItsName() {
		assertEquals("Pictures/Album 4/picture.png", path("Pictures/Album 4/picture.png", 28));
		assertEquals("Pictures/\u2026/picture.png", path("Pictures/Album 4/picture.png", 22));
		assertEquals("\u2026/picture.png", path("Pictures/Album 4/picture.png", 13));
		assertEquals("a folder\u2026.png", path("a folder/a very long name.png", 13));
		assertEquals("a very l\u2026.png", path("a very long name.png", 13));
		assertEquals("/home\u2026/Plans", path("/home/somebody/Plans", 12));
	}

	@Test
	void noCharacterIsCutInTwo() {
		String text = SMILE.repeat(9);
		IntStream.range(1, text.length()).forEach(room -> {
			String end = end(text, room);
			String path = path(text, room);
			assertTrue(end.length() <= room && path.length() <= room, end + " " + path);
			assertEquals("\u2026", (end + path).replace(SMILE, "").replace("\u2026\u2026", "\u2026"));
		});
	}

	@Test
	void everyLanguageHasAFormForTimes() {
		Instant time = Instant.parse("2026-03-04T17:06:00Z");
		for (Locale locale : Stream.of(Locale.getAvailableLocales()).filter(each -> each.getCountry().isEmpty()).toList()) {
			assertTrue(Texts.thisYear(locale).withZone(ZoneOffset.UTC).format(time).length() > 4, locale::toString);
		}
		assertEquals("4. M\u00E4rz, 17:06", Texts.thisYear(Locale.GERMANY).withZone(ZoneOffset.UTC).format(time));
	}

	private static String end(String text, int room) {
		return Shortened.end(text, room, String::length);
	}

	private static String path(String text, int room) {
		return Shortened.path(text, room, String::length);
	}
}
