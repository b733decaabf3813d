package org.cellssync.transport.internal.trust;

import java.security.cert.CertificateException;

/** A server's certificate was refused; tells which one, for whoever has to say so to a person. */
public final class UntrustedCertificate extends CertificateException {

	private static final long serialVersionUID = 1L;

	private final String fingerprint;

	UntrustedCertificate(String fingerprint, CertificateException reason) {
		super(reason.getMessage(), reason);
		this.fingerprint = fingerprint;
	}

	/** Returns the SHA-256 fingerprint of the server's own certificate. */
	public String fingerprint() {
		return fingerprint;
	}
}
