package org.cellssync.sample.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/** The demo's server alone, run for a moment: what is stored there meanwhile was changed by somebody else. */
final class DemoServer {

	private DemoServer() {
	}

	/** Stores a file in the workspace that the demo syncs. */
	static void store(InstalledProduct product, Path home, String path, String content)
			throws IOException, InterruptedException, GeneralSecurityException {
		Process server = product.start("sandbox", "", "--json", "sandbox", "--dir",
				home.resolve("server").toString());
		try (BufferedReader output = server.inputReader()) {
			JsonObject ready = JsonParser.parseString(output.readLine()).getAsJsonObject();
			put(ready, path, content);
		} finally {
			server.destroy();
			assertEquals(0, server.waitFor());
		}
	}

	private static void put(JsonObject ready, String path, String content)
			throws IOException, InterruptedException, GeneralSecurityException {
		String token = ready.getAsJsonArray("users").get(0).getAsJsonObject().get("token").getAsString();
		HttpRequest request = HttpRequest
				.newBuilder(URI.create(ready.get("url").getAsString() + "/data/personal-files/" + path))
				.header("Authorization", "AWS4-HMAC-SHA256 Credential=" + token
						+ "/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=none")
				.header("X-Amz-Content-Sha256", "UNSIGNED-PAYLOAD")
				.PUT(HttpRequest.BodyPublishers.ofString(content)).build();
		try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
				.sslContext(trust(Path.of(ready.get("ca").getAsString()))).build()) {
			assertEquals(200, client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode());
		}
	}

	private static SSLContext trust(Path ca) throws IOException, GeneralSecurityException {
		KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
		store.load(null, null);
		try (InputStream pem = Files.newInputStream(ca)) {
			store.setCertificateEntry("ca", CertificateFactory.getInstance("X.509").generateCertificate(pem));
		}
		TrustManagerFactory factory = TrustManagerFactory
				.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		factory.init(store);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(null, factory.getTrustManagers(), null);
		return context;
	}
}
