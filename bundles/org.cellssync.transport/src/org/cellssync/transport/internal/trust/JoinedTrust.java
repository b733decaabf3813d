package org.cellssync.transport.internal.trust;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

import org.cellssync.api.account.Fingerprint;

/** Trusts a server that one of several trust managers trusts, its host name included. */
final class JoinedTrust extends ServerTrustManager {

	private final List<X509ExtendedTrustManager> parts;

	/** @param parts asked in this order; the first one's refusal is told */
	JoinedTrust(List<X509ExtendedTrustManager> parts) {
		this.parts = List.copyOf(parts);
	}

	private interface Check {
		void by(X509ExtendedTrustManager part) throws CertificateException;
	}

	private void anyOf(X509Certificate[] chain, Check check) throws CertificateException {
		CertificateException first = null;
		for (X509ExtendedTrustManager part : parts) {
			try {
				check.by(part);
				return;
			} catch (CertificateException refusal) {
				if (first == null) {
					first = refusal;
				} else {
					first.addSuppressed(refusal);
				}
			}
		}
		throw new UntrustedCertificate(Fingerprint.of(chain[0]), first);
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
			throws CertificateException {
		anyOf(chain, part -> part.checkServerTrusted(chain, authType, socket));
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
			throws CertificateException {
		anyOf(chain, part -> part.checkServerTrusted(chain, authType, engine));
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
		anyOf(chain, part -> part.checkServerTrusted(chain, authType));
	}

	@Override
	public X509Certificate[] getAcceptedIssuers() {
		return parts.stream().flatMap(part -> Stream.of(part.getAcceptedIssuers()))
				.toArray(X509Certificate[]::new);
	}
}
