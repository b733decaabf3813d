package org.cellssync.transport.internal.trust;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;

import org.cellssync.api.account.Fingerprint;
import org.cellssync.api.diagnostic.Code;
import org.cellssync.transport.ServerCertificate;

/** A server's certificate was refused; tells which one and why, for whoever has to say so to a person. */
public final class UntrustedCertificate extends CertificateException {

	private static final long serialVersionUID = 1L;

	private final Code code;
	private final String seen;

	private UntrustedCertificate(Code code, String seen, String words, CertificateException reason) {
		super(words, reason);
		this.code = code;
		this.seen = seen;
	}

	/** Nobody who is trusted vouches for it. */
	static UntrustedCertificate ofNobody(X509Certificate own, CertificateException reason) {
		return new UntrustedCertificate(Code.SERVER_CERTIFICATE, Fingerprint.of(own).text(), reason.getMessage(),
				reason);
	}

	/** It would be trusted under one of its names. */
	static UntrustedCertificate ofOtherNames(X509Certificate own, CertificateException reason) {
		return new UntrustedCertificate(Code.SERVER_CERTIFICATE_NAME,
				withFingerprint(String.join(", ", ServerCertificate.names(own)), own), reason.getMessage(), reason);
	}

	/**
	 * It, or one that vouches for it, is not valid today.
	 *
	 * @param over the one that is not
	 */
	static UntrustedCertificate ofAnotherTime(X509Certificate own, X509Certificate over,
			CertificateException reason) {
		return new UntrustedCertificate(Code.SERVER_CERTIFICATE_DATE,
				withFingerprint(ServerCertificate.days(over), own), reason.getMessage(), reason);
	}

	/** It is not the one that is trusted. */
	static UntrustedCertificate insteadOf(Fingerprint pin, X509Certificate own) {
		return new UntrustedCertificate(Code.SERVER_CERTIFICATE_CHANGED,
				Fingerprint.of(own).text() + " (" + pin + ')', "another certificate than the one that was trusted", null);
	}

	/** Who wants to trust it nevertheless needs that. */
	private static String withFingerprint(String text, X509Certificate own) {
		return text + " (SHA-256 " + Fingerprint.of(own) + ')';
	}

	/**
	 * Returns what is wrong: {@code SERVER_CERTIFICATE}, {@code SERVER_CERTIFICATE_NAME},
	 * {@code SERVER_CERTIFICATE_DATE} or {@code SERVER_CERTIFICATE_CHANGED}.
	 */
	public Code code() {
		return code;
	}

	/** Returns what was seen, as the text of the code wants it; the fingerprint of the server's own is in it. */
	public String seen() {
		return seen;
	}
}
