package org.cellssync.sandbox.internal.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.stream.Collectors;

/** Makes and compares what must not be guessed. */
final class Secrets {
	private static final String EASY_TO_TYPE = "abcdefghijkmnpqrstuvwxyz23456789";
	private static final SecureRandom RANDOM = new SecureRandom();

	private Secrets() {
	}

	/** Returns an opaque token of 87 characters, as access, refresh and personal tokens are. */
	static String token() {
		return part() + "." + part();
	}

	/** Returns a random text of 43 characters that is good in a URL. */
	static String part() {
		byte[] bytes = new byte[32];
		RANDOM.nextBytes(bytes);
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
	}

	/** Returns a password of 60 random bits that people can copy from a screen. */
	static String password() {
		return RANDOM.ints(12, 0, EASY_TO_TYPE.length()).mapToObj(i -> EASY_TO_TYPE.substring(i, i + 1))
				.collect(Collectors.joining());
	}

	/** Compares without telling by time how much was right. */
	static boolean same(String one, String other) {
		return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8),
				other.getBytes(StandardCharsets.UTF_8));
	}

	/** Returns the SHA-256 of a text. */
	static byte[] sha256(String text) {
		try {
			return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
		} catch (NoSuchAlgorithmException e) {
			throw new IllegalStateException("Every Java has SHA-256", e);
		}
	}
}
