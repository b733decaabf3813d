package org.cellssync.api.account;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The SHA-256 of a certificate, by which people compare it.
 *
 * @param text upper-case pairs of hex digits with colons between them
 */
public record Fingerprint(String text) {

	/** Requires the one form. */
	public Fingerprint {
		if (!text.matches("([0-9A-F]{2}:){31}[0-9A-F]{2}")) {
			throw new IllegalArgumentException("a SHA-256 fingerprint has 64 hex digits");
		}
	}

	/** Returns the fingerprint of a certificate. */
	public static Fingerprint of(X509Certificate certificate) {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
			return new Fingerprint(HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest));
		} catch (NoSuchAlgorithmException | CertificateEncodingException impossible) {
			throw new IllegalStateException(impossible);
		}
	}

	/**
	 * Returns a fingerprint as people write it: with colons, with spaces or with nothing between the digits.
	 *
	 * @throws IllegalArgumentException where it is none
	 */
	public static Fingerprint parse(String text) {
		String digits = text.replaceAll("[:\\s]", "").toUpperCase(Locale.ROOT);
		if (!digits.matches("[0-9A-F]{64}")) {
			throw new IllegalArgumentException("a SHA-256 fingerprint has 64 hex digits");
		}
		return new Fingerprint(digits.replaceAll("(..)(?!$)", "$1:"));
	}

	@Override
	public String toString() {
		return text;
	}
}
