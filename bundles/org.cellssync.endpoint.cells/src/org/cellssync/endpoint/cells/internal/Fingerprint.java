package org.cellssync.endpoint.cells.internal;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;

/** Names of certificates. */
final class Fingerprint {

	private Fingerprint() {
	}

	/** Returns the SHA-256 fingerprint as people compare it: upper-case hex pairs with colons. */
	static String of(X509Certificate certificate) {
		try {
			return HexFormat.ofDelimiter(":").withUpperCase()
					.formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
		} catch (NoSuchAlgorithmException | CertificateEncodingException impossible) {
			throw new IllegalStateException(impossible);
		}
	}
}
