package org.cellssync.transport.internal.trust;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;

import javax.net.ssl.SSLEngine;

import org.cellssync.api.account.Fingerprint;

/**
 * Trusts one certificate of a server's, whatever it says: a person has looked at it and accepted it. That TLS goes on
 * proves that the server has its key.
 */
final class PinnedTrust extends ServerTrustManager {

	private final Fingerprint pin;

	PinnedTrust(Fingerprint pin) {
		this.pin = pin;
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
		if (!Fingerprint.of(chain[0]).equals(pin)) {
			throw UntrustedCertificate.insteadOf(pin, chain[0]);
		}
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
			throws CertificateException {
		checkServerTrusted(chain, authType);
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
			throws CertificateException {
		checkServerTrusted(chain, authType);
	}

	@Override
	public X509Certificate[] getAcceptedIssuers() {
		return new X509Certificate[0];
	}
}
