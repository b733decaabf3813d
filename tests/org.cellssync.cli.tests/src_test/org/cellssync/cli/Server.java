package org.cellssync.cli;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/** A sandbox server in a process of its own. */
final class Server implements AutoCloseable {

	private final Product.Running process;
	private final JsonObject ready;

	Server(Product product, Path folder, String... options) throws IOException, InterruptedException {
		String[] arguments = new String[options.length + 4];
		System.arraycopy(new String[] { "sandbox", "--json", "--dir", folder.toString() }, 0, arguments, 0,
				4);
		System.arraycopy(options, 0, arguments, 4, options.length);
		process = product.start(folder, arguments);
		ready = JsonParser.parseString(process.await(0, "\"ready\"")).getAsJsonObject();
	}

	String url() {
		return ready.get("url").getAsString();
	}

	int port() {
		return URI.create(url()).getPort();
	}

	String ca() {
		return ready.get("ca").getAsString();
	}

	private JsonObject user() {
		return ready.getAsJsonArray("users").get(0).getAsJsonObject();
	}

	String token() {
		return user().get("token").getAsString();
	}

	Product.Running process() {
		return process;
	}

	/** Gives an order over the control channel. */
	void order(String faults) throws IOException, InterruptedException {
		HttpResponse<String> answer = control("/faults",
				HttpRequest.newBuilder().POST(HttpRequest.BodyPublishers.ofString(faults)));
		if (answer.statusCode() != 200) {
			throw new IOException(answer.body());
		}
	}

	/** Returns how often a method was called since the start. */
	long calls(String method) throws IOException, InterruptedException {
		JsonObject counters = JsonParser
				.parseString(control("/counters", HttpRequest.newBuilder().GET()).body())
				.getAsJsonObject();
		return find(counters, method);
	}

	private static long find(JsonObject object, String name) {
		long sum = 0;
		for (var member : object.entrySet()) {
			if (member.getValue().isJsonObject()) {
				sum += find(member.getValue().getAsJsonObject(), name);
			} else if (member.getKey().equals(name)) {
				sum += member.getValue().getAsLong();
			}
		}
		return sum;
	}

	private HttpResponse<String> control(String path, HttpRequest.Builder request)
			throws IOException, InterruptedException {
		try (HttpClient http = HttpClient.newHttpClient()) {
			return http.send(request.uri(URI.create(ready.get("control").getAsString() + path)).build(),
					BodyHandlers.ofString());
		}
	}

	/**
	 * Does what a person does in the browser: goes to the page, enters name and password, and is led back to the
	 * program.
	 */
	void signIn(URI page) throws IOException, InterruptedException, GeneralSecurityException {
		try (HttpClient browser = HttpClient.newBuilder().sslContext(trusting(Path.of(ca())))
				.cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
				.followRedirects(HttpClient.Redirect.NEVER).build()) {
			String login = browser.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString())
					.headers()
					.firstValue("Location").orElseThrow();
			JsonObject what = new JsonObject();
			what.addProperty("login", user().get("name").getAsString());
			what.addProperty("password", user().get("password").getAsString());
			what.addProperty("challenge", login.replaceFirst(".*login_challenge=([^&]+).*", "$1"));
			what.addProperty("type", "credentials");
			JsonObject session = new JsonObject();
			session.add("AuthInfo", what);
			String answer = browser.send(HttpRequest.newBuilder(URI.create(url() + "/a/frontend/session"))
					.header("Content-Type", "application/json")
					.POST(HttpRequest.BodyPublishers.ofString(session.toString())).build(),
					BodyHandlers.ofString()).body();
			URI next = URI
					.create(JsonParser.parseString(answer).getAsJsonObject().get("RedirectTo").getAsString());
			while (next != null) {
				next = browser.send(HttpRequest.newBuilder(next).build(), BodyHandlers.ofString()).headers()
						.firstValue("Location").map(next::resolve).orElse(null);
			}
		}
	}

	private static SSLContext trusting(Path ca) throws IOException, GeneralSecurityException {
		KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
		store.load(null, null);
		try (var in = Files.newInputStream(ca)) {
			store.setCertificateEntry("ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
		}
		TrustManagerFactory trust = TrustManagerFactory
				.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		trust.init(store);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(null, trust.getTrustManagers(), null);
		return context;
	}

	@Override
	public void close() throws InterruptedException {
		process.close();
	}
}
