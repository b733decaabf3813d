package org.cellssync.ui.internal.wizard;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;

import org.cellssync.ui.internal.Messages;
import org.eclipse.osgi.util.NLS;

/** A certificate as a person compares it. */
final class CertificateText {

	private CertificateText() {
	}

	static String of(X509Certificate certificate) {
		try {
			String print = HexFormat.ofDelimiter(":").withUpperCase()
					.formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
			return NLS.bind(Messages.Wizard_certificate, new Object[] { certificate.getSubjectX500Principal().getName(),
					certificate.getIssuerX500Principal().getName(), print });
		} catch (NoSuchAlgorithmException | CertificateEncodingException e) {
			throw new IllegalStateException("every Java platform has SHA-256, and this certificate was read", e);
		}
	}
}
