package org.cellssync.transport.internal.trust;

import java.security.cert.CertificateException;
import java.util.Optional;

import org.cellssync.api.account.Fingerprint;

/** A server's certificate was refused; tells which one, for whoever has to say so to a person. */
public final class UntrustedCertificate extends CertificateException {

	private static final long serialVersionUID = 1L;

	private final transient Fingerprint fingerprint;
	private final transient Optional<Fingerprint> expected;

	UntrustedCertificate(Fingerprint fingerprint, CertificateException reason) {
		super(reason.getMessage(), reason);
		this.fingerprint = fingerprint;
		this.expected = Optional.empty();
	}

	UntrustedCertificate(Fingerprint fingerprint, Fingerprint expected) {
		super("another certificate than the one that was trusted");
		this.fingerprint = fingerprint;
		this.expected = Optional.of(expected);
	}

	/** Returns the fingerprint of the server's own certificate. */
	public Fingerprint fingerprint() {
		return fingerprint;
	}

	/** Returns the fingerprint of the one certificate that is trusted, where there is one. */
	public Optional<Fingerprint> expected() {
		return expected;
	}
}
