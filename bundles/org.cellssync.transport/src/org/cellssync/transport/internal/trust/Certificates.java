package org.cellssync.transport.internal.trust;

import java.io.ByteArrayInputStream;
import java.security.KeyStore;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Certificates read and trusted. */
final class Certificates {

	private Certificates() {
	}

	/**
	 * Returns the certificates of a PEM or DER text, one at least.
	 *
	 * @throws CertificateException where there is none
	 */
	static List<X509Certificate> parse(byte[] text) throws CertificateException {
		List<X509Certificate> found = new ArrayList<>();
		CertificateFactory factory = CertificateFactory.getInstance("X.509");
		for (Certificate certificate : factory.generateCertificates(new ByteArrayInputStream(text))) {
			found.add((X509Certificate) certificate);
		}
		if (found.isEmpty()) {
			throw new CertificateException("no certificate");
		}
		return found;
	}

	/** Returns a trust manager that knows {@code roots} alone. */
	static X509ExtendedTrustManager trusting(Collection<X509Certificate> roots) {
		try {
			KeyStore store = KeyStore.getInstance("PKCS12");
			store.load(null, null);
			int number = 0;
			for (X509Certificate root : roots) {
				store.setCertificateEntry("root-" + number++, root);
			}
			TrustManagerFactory factory = TrustManagerFactory
					.getInstance(TrustManagerFactory.getDefaultAlgorithm());
			factory.init(store);
			return extended(factory);
		} catch (GeneralSecurityException | IOException impossible) {
			throw new IllegalStateException(impossible);
		}
	}

	static X509ExtendedTrustManager extended(TrustManagerFactory factory) {
		for (TrustManager manager : factory.getTrustManagers()) {
			if (manager instanceof X509ExtendedTrustManager extended) {
				return extended;
			}
		}
		throw new IllegalStateException("No X.509 trust manager in this runtime");
	}
}
