package org.cellssync.transport.internal.trust;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import javax.net.ssl.TrustManagerFactory;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The roots of the Java runtime and those of the system, where a company puts its own. */
final class SystemRoots {

	private static final Logger LOG = LoggerFactory.getLogger(SystemRoots.class);

	/** Where distributions keep their roots in one file. */
	private static final List<Path> BUNDLES = List.of(Path.of("/etc/ssl/certs/ca-certificates.crt"),
			Path.of("/etc/pki/tls/certs/ca-bundle.crt"), Path.of("/etc/ssl/ca-bundle.pem"),
			Path.of("/etc/ssl/cert.pem"));

	private SystemRoots() {
	}

	/** Reads them all; what cannot be read is left out and logged, the runtime's own are always there. */
	static Collection<X509Certificate> read() {
		Set<X509Certificate> roots = new LinkedHashSet<>(ofRuntime());
		String system = System.getProperty("os.name", "");
		if (system.startsWith("Windows")) {
			roots.addAll(ofStore("Windows-ROOT"));
		} else if (system.startsWith("Mac")) {
			roots.addAll(ofStore("KeychainStore-ROOT"));
			roots.addAll(ofStore("KeychainStore"));
		} else {
			roots.addAll(ofBundle());
		}
		return roots;
	}

	private static Collection<X509Certificate> ofRuntime() {
		try {
			TrustManagerFactory factory = TrustManagerFactory
					.getInstance(TrustManagerFactory.getDefaultAlgorithm());
			factory.init((KeyStore) null);
			return List.of(Certificates.extended(factory).getAcceptedIssuers());
		} catch (GeneralSecurityException impossible) {
			throw new IllegalStateException(impossible);
		}
	}

	private static Collection<X509Certificate> ofStore(String type) {
		try {
			KeyStore store = KeyStore.getInstance(type);
			store.load(null, null);
			Set<X509Certificate> found = new LinkedHashSet<>();
			for (String alias : Collections.list(store.aliases())) {
				if (store.isCertificateEntry(alias)
						&& store.getCertificate(alias) instanceof X509Certificate root) {
					found.add(root);
				}
			}
			return found;
		} catch (GeneralSecurityException | IOException unreadable) {
			LOG.debug("The system's certificate store {} is left out", type, unreadable);
			return List.of();
		}
	}

	private static Collection<X509Certificate> ofBundle() {
		Optional<Path> bundle = BUNDLES.stream().filter(Files::isReadable).findFirst();
		if (bundle.isEmpty()) {
			return List.of();
		}
		try {
			return Certificates.parse(Files.readAllBytes(bundle.get()));
		} catch (GeneralSecurityException | IOException unreadable) {
			LOG.warn("The system's certificates in {} are left out", bundle.get(), unreadable);
			return List.of();
		}
	}
}
