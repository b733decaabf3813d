package org.cellssync.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class TokenMaskTest {
	private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

	@TempDir
	private Path folder;

	private static String token(Random random) {
		StringBuilder token = new StringBuilder();
		for (int i = 0; i < 86; i++) {
			token.append(i == 43 ? "." : "").append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
		}
		return token.toString();
	}

	@Test
	void leavesTokensOut() {
		String token = token(new Random(1));
		assertEquals(87, token.length());
		assertEquals("Bearer [87 characters not logged]", TokenMask.mask("Bearer " + token));
		assertEquals("{\"access_token\":\"[87 characters not logged]\",\"x\":\"[87 characters not logged]\"}",
				TokenMask.mask("{\"access_token\":\"" + token + "\",\"x\":\"" + token + "\"}"));
		assertFalse(TokenMask.mask("it was " + token + ". And more").contains(token.substring(0, 40)));
	}

	@Test
	void leavesNearlyEveryTokenOut() {
		Random random = new Random(7);
		int seen = 0;
		for (int i = 0; i < 10_000; i++) {
			String token = token(random);
			seen += TokenMask.mask(token).equals(token) ? 1 : 0;
		}
		assertTrue(seen < 20, seen + " of 10,000 were not recognised");
	}

	@Test
	void keepsEverythingElse() {
		for (String text : new String[] { "", "short", "/a/very/long/path/".repeat(20),
				"\tat org.cellssync.endpoint.cells.internal.listing.RecursiveListingOfWorkspaces.continueAfterTheStreamBroke(X.java:10)",
				"d41d8cd98f00b204e9800998ecf8427e-12", "=".repeat(120) }) {
			assertEquals(text, TokenMask.mask(text));
		}
	}

	@Test
	void keepsTokensOutOfFiles() throws IOException {
		Logger log = LoggerFactory.getLogger("org.cellssync.some.Place");
		String token = token(new Random(2));
		try (LogFiles files = LogFiles.in(folder)) {
			log.warn("refused: {}", token, new IOException("Authorization: Bearer " + token));
		}
		String written = Files.readString(folder.resolve(LogFiles.CURRENT));
		assertFalse(written.contains(token));
		assertTrue(written.contains("refused: [87 characters not logged]"), written);
		assertTrue(written.contains("Authorization: Bearer [87 characters not logged]"), written);
	}
}
