package org.cellssync.ui.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import org.cellssync.sandbox.Sandbox;
import org.cellssync.sandbox.SandboxOptions;
import org.cellssync.sandbox.SandboxUser;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/**
 * A sandbox server with the hazards of a real one, somebody's browser on it, and what somebody else does there
 * meanwhile.
 */
final class Server implements AutoCloseable {

	private static final Duration LIMIT = Duration.ofSeconds(20);
	/** What was listed can be deleted before it is fetched. */
	private static final int GONE = 404;
	private static final Pattern KEY = Pattern.compile("<Key>([^<]*)</Key>\\s*<LastModified>[^<]*</LastModified>");

	private final Sandbox sandbox;
	private final HttpClient client;

	/** Starts it. */
	Server() throws IOException, GeneralSecurityException {
		sandbox = Sandbox.start(SandboxOptions.defaults());
		// Over HTTP/1.1, where an empty body tells its length. No redirect is followed that is not asked for.
		client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(LIMIT).sslContext(trust())
				.build();
	}

	private SSLContext trust() throws IOException, GeneralSecurityException {
		KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
		store.load(null, null);
		store.setCertificateEntry("ca", authority());
		TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		factory.init(store);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(null, factory.getTrustManagers(), null);
		return context;
	}

	private Certificate authority() throws IOException, GeneralSecurityException {
		try (InputStream pem = Files.newInputStream(ca())) {
			return CertificateFactory.getInstance("X.509").generateCertificate(pem);
		}
	}

	/** Returns its address as a person types it. */
	String address() {
		return "localhost:" + sandbox.url().getPort();
	}

	/** Returns the file of who signed its certificate. */
	Path ca() {
		return sandbox.caFile().orElseThrow();
	}

	/** Returns the fingerprint of who signed its certificate. */
	String fingerprintOfAuthority() throws IOException, GeneralSecurityException {
		return fingerprint(authority());
	}

	/** Returns the fingerprint of the certificate it shows. */
	String fingerprint() throws IOException, InterruptedException, GeneralSecurityException {
		HttpResponse<String> answer = send(HttpRequest.newBuilder(sandbox.url()));
		return fingerprint(answer.sslSession().orElseThrow().getPeerCertificates()[0]);
	}

	private static String fingerprint(Certificate certificate) throws GeneralSecurityException {
		return HexFormat.ofDelimiter(":").withUpperCase()
				.formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
	}

	/** Returns the user's name. */
	String user() {
		return person().name();
	}

	private SandboxUser person() {
		return sandbox.users().getFirst();
	}

	/**
	 * Does what a person does in the browser with the page that the program opened; returns the last status the browser
	 * saw.
	 */
	int signIn(String page, boolean rightPassword) throws IOException, InterruptedException {
		URI login = redirect(send(HttpRequest.newBuilder(URI.create(page))));
		JsonObject entered = new JsonObject();
		entered.addProperty("login", person().name());
		entered.addProperty("password", rightPassword ? person().password() : "not " + person().password());
		entered.addProperty("challenge", login.getQuery().replaceFirst(".*login_challenge=", ""));
		entered.addProperty("type", "credentials");
		JsonObject session = new JsonObject();
		session.add("AuthInfo", entered);
		assertEquals(200, send(HttpRequest.newBuilder(login)).statusCode());
		HttpResponse<String> answer = send(HttpRequest.newBuilder(sandbox.url().resolve("/a/frontend/session"))
				.header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(session.toString())));
		while (answer.statusCode() == 200 && answer.body().contains("RedirectTo") || answer.statusCode() / 100 == 3) {
			answer = send(HttpRequest.newBuilder(redirect(answer)));
		}
		return answer.statusCode();
	}

	private static URI redirect(HttpResponse<String> answer) {
		return answer.request().uri().resolve(answer.headers().firstValue("Location").orElseGet(
				() -> JsonParser.parseString(answer.body()).getAsJsonObject().get("RedirectTo").getAsString()));
	}

	/** Takes back all tokens of sign-ins. */
	void signEverybodyOut() throws IOException, InterruptedException {
		HttpRequest.Builder order = HttpRequest.newBuilder(URI.create(sandbox.controlUrl() + "/faults"))
				.POST(HttpRequest.BodyPublishers.ofString("{\"revokeSignIns\": true}"));
		assertEquals(200, send(order).statusCode());
	}

	/** Stores a file. */
	void put(String path, String content) throws IOException, InterruptedException {
		assertEquals(200, send(s3(path).PUT(HttpRequest.BodyPublishers.ofString(content))).statusCode());
	}

	/** Returns the content of all files in a folder, by their paths below it. */
	SortedMap<String, String> files(String folder) throws IOException, InterruptedException {
		SortedMap<String, String> files = new TreeMap<>();
		Matcher keys = KEY.matcher(send(s3("?list-type=2&prefix=" + encoded(folder + "/"))).body());
		while (keys.find()) {
			if (!keys.group(1).endsWith("/") && !keys.group(1).endsWith(".pydio")) {
				HttpResponse<String> file = send(s3(keys.group(1)));
				if (file.statusCode() != GONE) {
					assertEquals(200, file.statusCode());
					files.put(keys.group(1).substring(folder.length() + 1), file.body());
				}
			}
		}
		return files;
	}

	private HttpRequest.Builder s3(String path) {
		return HttpRequest.newBuilder(URI.create(sandbox.url() + "/data/" + (path.startsWith("?") ? path : encoded(path))))
				.header("Authorization", "AWS4-HMAC-SHA256 Credential=" + person().token()
						+ "/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=none")
				.header("X-Amz-Content-Sha256", "UNSIGNED-PAYLOAD");
	}

	private static String encoded(String path) {
		return URLEncoder.encode(path, StandardCharsets.UTF_8).replace("+", "%20").replace("%2F", "/");
	}

	private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
		return client.send(request.timeout(LIMIT).build(), BodyHandlers.ofString());
	}

	@Override
	public void close() throws IOException {
		client.shutdownNow();
		sandbox.close();
	}
}
