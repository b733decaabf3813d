package org.cellssync.transport.internal.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;

import javax.net.ssl.SSLException;

import org.cellssync.api.account.Fingerprint;
import org.cellssync.api.account.Route;
import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.util.Cancellation;
import org.cellssync.transport.Announcement;
import org.cellssync.transport.CellsError;
import org.cellssync.transport.CellsException;
import org.cellssync.transport.internal.trust.KeyPairs;
import org.cellssync.transport.internal.trust.PemServerTrust;
import org.cellssync.transport.internal.way.Ways;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslProvider;

/** gRPC trusts whom the web trusts. */
@Timeout(120)
class LinkTrustTest {

	@TempDir
	Path folder;

	private String ask(String names, boolean known) throws Exception {
		KeyPairs keys = new KeyPairs(folder);
		KeyStore store = keys.selfSigned("ours", names);
		return ask(store, keys, known ? Route.trusting(keys.pem("ours")) : Route.USUAL);
	}

	private String ask(KeyStore store, KeyPairs keys, Route route) throws Exception {
		SslContext context = context(store, keys.password());
		try (ServerDouble server = new ServerDouble(0, builder -> builder.sslContext(context))) {
			Link link = Link.open(URI.create("https://localhost:1"), server.port(),
					new Ways(new PemServerTrust()).of(route));
			try {
				return UnaryCall.make(link, ServerDouble.ASK, "hello", Headers.of("t", Announcement.V4, "u"),
						Optional.of(Duration.ofSeconds(20)), new Cancellation());
			} finally {
				link.cut();
			}
		}
	}

	private static SslContext context(KeyStore store, char[] password) throws Exception {
		PrivateKey key = (PrivateKey) store.getKey("ours", password);
		X509Certificate certificate = (X509Certificate) store.getCertificate("ours");
		return serverContext(key, certificate);
	}

	private static SslContext serverContext(PrivateKey key, X509Certificate certificate) throws SSLException {
		return GrpcSslContexts.configure(SslContextBuilder.forServer(key, certificate), SslProvider.JDK)
				.build();
	}

	private void isRefused(Code code, String names, boolean known) {
		CellsError error = assertThrows(CellsException.class, () -> ask(names, known)).error();
		assertEquals(CellsError.Kind.UNREACHABLE, error.kind());
		assertEquals(code, error.diagnosis());
		assertTrue(error.detail().matches(".*([0-9A-F]{2}:){31}[0-9A-F]{2}.*"), error.detail());
	}

	@Test
	void aCertificateOfTheAccountsFileIsTrusted() throws Exception {
		assertEquals("HELLO", ask("dns:localhost", true));
	}

	@Test
	void aPinnedCertificateIsTrustedWhateverItsName() throws Exception {
		KeyPairs keys = new KeyPairs(folder);
		KeyStore store = keys.selfSigned("ours", "dns:cells.example");
		Fingerprint pin = Fingerprint.of((X509Certificate) store.getCertificate("ours"));
		assertEquals("HELLO", ask(store, keys, Route.USUAL.withPin(Optional.of(pin))));
		KeyStore other = keys.selfSigned("theirs", "dns:localhost");
		Route pinnedToOther = Route.USUAL
				.withPin(Optional.of(Fingerprint.of((X509Certificate) other.getCertificate("theirs"))));
		CellsError error = assertThrows(CellsException.class, () -> ask(store, keys, pinnedToOther)).error();
		assertEquals(Code.SERVER_CERTIFICATE_CHANGED, error.diagnosis());
	}

	@Test
	void anUnknownCertificateIsNot() {
		isRefused(Code.SERVER_CERTIFICATE, "dns:localhost", false);
	}

	@Test
	void aCertificateOfAnotherNameIsNot() {
		isRefused(Code.SERVER_CERTIFICATE_NAME, "dns:cells.example", true);
	}
}
