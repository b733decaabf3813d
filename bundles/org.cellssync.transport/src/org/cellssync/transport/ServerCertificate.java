package org.cellssync.transport;

import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** What stands in the certificate of a server. */
public final class ServerCertificate {

	private ServerCertificate() {
	}

	/** Returns the host names and addresses it is for; the whole subject where they cannot be read. */
	public static List<String> names(X509Certificate certificate) {
		List<String> names = new ArrayList<>();
		try {
			var alternatives = certificate.getSubjectAlternativeNames();
			if (alternatives != null) {
				// Kinds 2 and 7 are host names and addresses.
				alternatives.stream().filter(each -> each.get(0).equals(2) || each.get(0).equals(7))
						.forEach(each -> names.add(String.valueOf(each.get(1))));
			}
		} catch (CertificateParsingException unreadable) {
			names.add(certificate.getSubjectX500Principal().getName());
		}
		return names;
	}

	/** Returns from when until when it is valid. */
	public static String days(X509Certificate certificate) {
		return certificate.getNotBefore().toInstant().truncatedTo(ChronoUnit.SECONDS) + " – "
				+ certificate.getNotAfter().toInstant().truncatedTo(ChronoUnit.SECONDS);
	}

	/** Returns whether it is valid at this moment. */
	public static boolean isValidNow(X509Certificate certificate) {
		try {
			certificate.checkValidity();
			return true;
		} catch (CertificateException notNow) {
			return false;
		}
	}
}
