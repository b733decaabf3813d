package org.cellssync.transport.internal.trust;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

import org.cellssync.transport.ServerCertificate;

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

	private void anyOf(X509Certificate[] chain, String authType, Check check) throws CertificateException {
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
		throw refused(chain, authType, first);
	}

	/**
	 * A chain may hold more than is needed, so what else in it is over is the reason only where nothing else is.
	 */
	private UntrustedCertificate refused(X509Certificate[] chain, String authType, CertificateException first) {
		X509Certificate own = chain[0];
		if (!ServerCertificate.isValidNow(own)) {
			return UntrustedCertificate.ofAnotherTime(own, own, first);
		}
		if (parts.stream().anyMatch(part -> isTrustedButForItsName(part, chain, authType))) {
			return UntrustedCertificate.ofOtherNames(own, first);
		}
		return Stream.of(chain).filter(each -> !ServerCertificate.isValidNow(each)).findFirst()
				.map(over -> UntrustedCertificate.ofAnotherTime(own, over, first))
				.orElseGet(() -> UntrustedCertificate.ofNobody(own, first));
	}

	/** Asked without a connection, a trust manager knows no name to compare. */
	private static boolean isTrustedButForItsName(X509ExtendedTrustManager part, X509Certificate[] chain,
			String authType) {
		try {
			part.checkServerTrusted(chain, authType);
			return true;
		} catch (CertificateException untrusted) {
			return false;
		}
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
			throws CertificateException {
		anyOf(chain, authType, part -> part.checkServerTrusted(chain, authType, socket));
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
			throws CertificateException {
		anyOf(chain, authType, part -> part.checkServerTrusted(chain, authType, engine));
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
		anyOf(chain, authType, part -> part.checkServerTrusted(chain, authType));
	}

	@Override
	public X509Certificate[] getAcceptedIssuers() {
		return parts.stream().flatMap(part -> Stream.of(part.getAcceptedIssuers()))
				.toArray(X509Certificate[]::new);
	}
}
