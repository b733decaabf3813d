package org.cellssync.auth.internal.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Optional;

import org.junit.jupiter.api.Test;

class TokensTest {

	private static final Instant T = Instant.parse("2026-11-22T10:00:00Z");
	private static final Tokens TOKENS = new Tokens("the-access", Optional.of("the-refresh"),
			Optional.of("the.id.token"), T, T.plusSeconds(600));

	@Test
	void comeBackAsTheyWereKept() {
		assertEquals(Optional.of(TOKENS), Tokens.parse(TOKENS.json()));
		Tokens personal = Tokens.personal("mine", T);
		assertEquals(Optional.of(personal), Tokens.parse(personal.json()));
	}

	@Test
	void doNotComeFromForeignText() {
		assertEquals(Optional.empty(), Tokens.parse(""));
		assertEquals(Optional.empty(), Tokens.parse("the-access__//__the.id__//__the-refresh"));
		assertEquals(Optional.empty(), Tokens.parse("[]"));
		assertEquals(Optional.empty(), Tokens.parse("{\"access\":\"a\"}"));
		assertEquals(Optional.empty(), Tokens.parse("{\"access\":\"a\",\"issuedAt\":\"yesterday\"}"));
	}

	@Test
	void areFreshForHalfOfTheirLife() {
		assertTrue(TOKENS.isFresh(T.plusSeconds(299)));
		assertFalse(TOKENS.isFresh(T.plusSeconds(300)));
		assertFalse(TOKENS.isOver(T.plusSeconds(599)));
		assertTrue(TOKENS.isOver(T.plusSeconds(600)));
	}

	@Test
	void ofAPersonHaveNoEnd() {
		assertTrue(Tokens.personal("mine", T).isFresh(T.plusSeconds(1_000_000_000)));
	}

	@Test
	void areNeverShown() {
		String shown = TOKENS.toString() + Tokens.personal("the-access", T);
		assertFalse(shown.contains("the-"), shown);
		assertFalse(shown.contains("the."), shown);
	}
}
