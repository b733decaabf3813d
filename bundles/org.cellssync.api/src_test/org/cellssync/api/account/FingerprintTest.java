package org.cellssync.api.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;

import org.junit.jupiter.api.Test;

class FingerprintTest {

	@Test
	void isReadAsPeopleWriteIt() {
		String pairs = "AB:".repeat(31) + "0F";
		for (String text : List.of(pairs, pairs.toLowerCase(), pairs.replace(":", ""),
				" " + pairs.replace(":", " ") + "\n")) {
			assertEquals(pairs, Fingerprint.parse(text).text());
		}
	}

	@Test
	void isNothingElse() {
		for (String text : List.of("", "AB:CD", "G".repeat(64), "A".repeat(66))) {
			assertThrows(IllegalArgumentException.class, () -> Fingerprint.parse(text));
		}
	}
}
