package org.cellssync.sandbox.internal.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.cellssync.sandbox.internal.Home;

class CertificatesTest {
	private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

	@TempDir
	private Path folder;
	private Home home;

	@BeforeEach
	void open() throws Exception {
		home = Home.open(Optional.of(folder));
	}

	@AfterEach
	void close() throws Exception {
		home.close();
	}

	@Test
	void isForLoopbackAloneAndSignedByItsAuthority() throws Exception {
		Certificates certificates = Certificates.open(home, InstantSource.fixed(NOW));
		X509Certificate server = (X509Certificate) certificates.store().getCertificateChain("server")[0];
		X509Certificate authority = authority(certificates);

		assertEquals(Set.of("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1"),
				server.getSubjectAlternativeNames().stream()
						.map(name -> name.get(1).toString()).collect(Collectors.toSet()));
		assertEquals(-1, server.getBasicConstraints());
		assertEquals(0, authority.getBasicConstraints());
		server.verify(authority.getPublicKey());
		authority.verify(authority.getPublicKey());
	}

	@Test
	void keepsNoKeyOfTheAuthority() throws Exception {
		Certificates certificates = Certificates.open(home, InstantSource.fixed(NOW));

		assertEquals(List.of("server"), Collections.list(certificates.store().aliases()));
		assertFalse(Files.readString(certificates.authority()).contains("PRIVATE"));
	}

	@Test
	void staysTheSameWhileItLasts() throws Exception {
		Certificates first = Certificates.open(home, InstantSource.fixed(NOW));
		Certificates later = Certificates.open(home, InstantSource.fixed(NOW.plus(Duration.ofDays(3600))));

		assertArrayEquals(first.store().getCertificate("server").getEncoded(),
				later.store().getCertificate("server").getEncoded());
	}

	@Test
	void isReplacedBeforeItEnds() throws Exception {
		X509Certificate first = authority(Certificates.open(home, InstantSource.fixed(NOW)));
		X509Certificate later = authority(
				Certificates.open(home, InstantSource.fixed(NOW.plus(Duration.ofDays(3640)))));

		assertNotEquals(first, later);
	}

	@Test
	void refusesAKeyStoreThatCannotBeRead() throws Exception {
		Certificates.open(home, InstantSource.fixed(NOW));
		Files.writeString(folder.resolve("tls.p12"), "nonsense");

		assertThrows(IOException.class, () -> Certificates.open(home, InstantSource.fixed(NOW)));
	}

	private static X509Certificate authority(Certificates certificates) throws Exception {
		try (InputStream pem = Files.newInputStream(certificates.authority())) {
			return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(pem);
		}
	}
}
