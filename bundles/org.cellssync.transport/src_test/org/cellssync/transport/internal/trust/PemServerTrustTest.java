package org.cellssync.transport.internal.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

import org.cellssync.api.account.Fingerprint;
import org.cellssync.api.account.Route;
import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.util.Cancellation;
import org.cellssync.transport.internal.web.HttpServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;

class PemServerTrustTest {

	@TempDir
	Path folder;
	private final PemServerTrust trust = new PemServerTrust();
	private final HttpServers servers = new HttpServers(trust);
	private KeyPairs keys;
	private HttpsServer web;

	@BeforeEach
	void open() {
		keys = new KeyPairs(folder);
	}

	@AfterEach
	void close() {
		servers.close();
		if (web != null) {
			web.stop(0);
		}
	}

	private URI serve(KeyStore store) throws Exception {
		KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		managers.init(store, keys.password());
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(managers.getKeyManagers(), null, null);
		web = HttpsServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
		web.setHttpsConfigurator(new HttpsConfigurator(context));
		web.setExecutor(Executors.newCachedThreadPool());
		web.createContext("/", exchange -> {
			exchange.sendResponseHeaders(204, -1);
			exchange.close();
		});
		web.start();
		return URI.create("https://localhost:" + web.getAddress().getPort());
	}

	private int status(URI server, Route route) throws EndpointException {
		return servers.send(HttpRequest.newBuilder(server).build(), route, new Cancellation()).statusCode();
	}

	private Diagnostic failure(URI server, Route route) {
		return assertThrows(EndpointException.class, () -> status(server, route)).diagnostic();
	}

	@Test
	void trustsACertificateOfItsFile() throws Exception {
		URI server = serve(keys.selfSigned("ours", "dns:localhost"));
		assertEquals(204, status(server, Route.trusting(keys.pem("ours"))));
		assertEquals(Code.SERVER_CERTIFICATE, failure(server, Route.USUAL).code());
	}

	@Test
	void doesNotTrustACertificateOfAnotherName() throws Exception {
		URI server = serve(keys.selfSigned("ours", "dns:cells.example,ip:192.0.2.1"));
		Diagnostic failure = failure(server, Route.trusting(keys.pem("ours")));
		String shown = Fingerprint.of(trust.presented(server, Route.USUAL).getFirst()).text();
		assertEquals(Diagnostic.of(Code.SERVER_CERTIFICATE_NAME, server.toString(),
				"cells.example, 192.0.2.1 (SHA-256 " + shown + ')'), failure);
		// That it is for other names is not what matters where nobody vouches for it.
		assertEquals(Code.SERVER_CERTIFICATE, failure(server, Route.USUAL).code());
	}

	@ParameterizedTest
	@CsvSource({ "-10d", "+10d" })
	void doesNotTrustACertificateOfAnotherTime(String from) throws Exception {
		keys.authority("authority", "-1d");
		URI server = serve(keys.signed("ours", "dns:localhost", "authority", from));
		X509Certificate own = trust.presented(server, Route.USUAL).getFirst();
		Diagnostic expected = Diagnostic.of(Code.SERVER_CERTIFICATE_DATE, server.toString(), own.getNotBefore().toInstant()
				+ " – " + own.getNotAfter().toInstant() + " (SHA-256 " + Fingerprint.of(own) + ')');
		assertEquals(expected, failure(server, Route.trusting(keys.pem("authority"))));
		assertEquals(expected, failure(server, Route.USUAL));
		assertEquals(204, status(server, Route.USUAL.withPin(Optional.of(Fingerprint.of(own)))));
	}

	@Test
	void takesADateOfAnotherCertificateForTheReasonWhereThereIsNoOther() throws Exception {
		keys.authority("authority", "-10d");
		URI server = serve(keys.signed("ours", "dns:cells.example", "authority", "-1d"));
		List<X509Certificate> shown = trust.presented(server, Route.USUAL);
		assertEquals(2, shown.size());
		Diagnostic failure = failure(server, Route.USUAL);
		assertEquals(Code.SERVER_CERTIFICATE_DATE, failure.code());
		assertTrue(failure.args().getFirst().startsWith(shown.getLast().getNotBefore().toInstant().toString()),
				failure.message());
		// A root that was put into a file is trusted whatever its dates are.
		assertEquals(Code.SERVER_CERTIFICATE_NAME, failure(server, Route.trusting(keys.pem("authority"))).code());
	}

	@Test
	void tellsTheSameWhereAnAccountIsToBeAdded() throws Exception {
		keys.authority("authority", "-1d");
		URI server = serve(keys.signed("ours", "dns:cells.example", "authority", "-1d"));
		Route route = Route.trusting(keys.pem("authority"));
		assertEquals(failure(server, route),
				assertThrows(EndpointException.class, () -> servers.look(server.toString(), route, new Cancellation()))
						.diagnostic());
	}

	@Test
	void doesNotTrustACertificateOfAnotherFile() throws Exception {
		URI server = serve(keys.selfSigned("ours", "dns:localhost"));
		keys.selfSigned("theirs", "dns:localhost");
		Diagnostic failure = failure(server, Route.trusting(keys.pem("theirs")));
		assertEquals(Code.SERVER_CERTIFICATE, failure.code());
		assertEquals("nobody this computer trusts has issued it", failure.args().get(1));
	}

	@Test
	void showsWhatIsPresentedTrustedOrNot() throws Exception {
		KeyStore store = keys.selfSigned("ours", "dns:cells.example");
		URI server = serve(store);
		List<X509Certificate> presented = trust.presented(server, Route.USUAL);
		assertEquals(List.of(store.getCertificate("ours")), presented);
		assertEquals(Fingerprint.of(presented.getFirst()).text(),
				failure(server, Route.USUAL).args().getFirst());
		assertTrue(Fingerprint.of(presented.getFirst()).text().matches("([0-9A-F]{2}:){31}[0-9A-F]{2}"));
	}

	@Test
	void trustsAPinnedCertificateWhateverItsNameAndNoOther() throws Exception {
		KeyStore store = keys.selfSigned("ours", "dns:cells.example");
		URI server = serve(store);
		Fingerprint pin = Fingerprint.of((X509Certificate) store.getCertificate("ours"));
		assertEquals(204, status(server, Route.USUAL.withPin(Optional.of(pin))));
		Fingerprint another = Fingerprint
				.of((X509Certificate) keys.selfSigned("theirs", "dns:localhost").getCertificate("theirs"));
		// That a file vouches for the server does not make up for a pin it does not match.
		Diagnostic failure = failure(server,
				Route.trusting(keys.pem("ours")).withPin(Optional.of(another)));
		assertEquals(Code.SERVER_CERTIFICATE_CHANGED, failure.code());
		assertEquals(List.of(pin + " (" + another + ')'), failure.args());
	}

	@Test
	void refusesAFileThatAPinMakesNeedlessForNow() throws Exception {
		KeyStore store = keys.selfSigned("ours", "dns:localhost");
		URI server = serve(store);
		Path noCertificate = Files.writeString(folder.resolve("notes.txt"), "not a certificate");
		Route route = Route.trusting(noCertificate)
				.withPin(Optional.of(Fingerprint.of((X509Certificate) store.getCertificate("ours"))));
		assertEquals(204, status(server, route));
		assertEquals(Diagnostic.of(Code.CERTIFICATE_FILE_UNUSABLE, noCertificate.toString(), "it holds no certificate"),
				assertThrows(EndpointException.class, () -> servers.look(server.toString(), route, new Cancellation()))
						.diagnostic());
	}

	@Test
	void showsNothingWhereNobodyAnswers() throws Exception {
		URI server = serve(keys.selfSigned("ours", "dns:localhost"));
		web.stop(0);
		assertEquals(Code.SERVER_UNREACHABLE,
				assertThrows(EndpointException.class, () -> trust.presented(server, Route.USUAL)).diagnostic().code());
		assertEquals(Code.SERVER_URL_INVALID,
				assertThrows(EndpointException.class, () -> trust.presented(URI.create("http://localhost"), Route.USUAL))
						.diagnostic().code());
	}

	@Test
	void followsAFileThatChanges() throws Exception {
		URI server = serve(keys.selfSigned("ours", "dns:localhost"));
		Path ca = folder.resolve("ca.pem");
		keys.selfSigned("theirs", "dns:localhost");
		Files.copy(keys.pem("theirs"), ca);
		var before = trust.trust(Route.trusting(ca));
		assertSame(before, trust.trust(Route.trusting(ca)));
		assertEquals(Code.SERVER_CERTIFICATE, failure(server, Route.trusting(ca)).code());
		Files.write(ca, Files.readAllBytes(keys.pem("ours")));
		assertNotSame(before, trust.trust(Route.trusting(ca)));
		assertEquals(204, status(server, Route.trusting(ca)));
	}

	@Test
	void trustsTheSystemsRootsBesideAFile() throws Exception {
		keys.selfSigned("ours", "dns:localhost");
		int system = trust.trust(Route.USUAL).getAcceptedIssuers().length;
		assertTrue(system > 50, system + " roots");
		assertEquals(system + 1, trust.trust(Route.trusting(keys.pem("ours"))).getAcceptedIssuers().length);
	}

	@Test
	void refusesAFileWithoutCertificates() throws Exception {
		Path empty = Files.createFile(folder.resolve("empty.pem"));
		Path key = Files.writeString(folder.resolve("key.pem"),
				"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----");
		for (Path file : List.of(empty, key, folder, folder.resolve("missing.pem"))) {
			assertEquals(Code.CERTIFICATE_FILE_UNUSABLE,
					assertThrows(EndpointException.class, () -> trust.trust(Route.trusting(file))).diagnostic()
							.code());
		}
	}
}
