package org.cellssync.openid.tests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import java.util.logging.Logger;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import com.google.gson.Gson;

import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.OAuth2Config;
import no.nav.security.mock.oauth2.http.MockWebServerWrapper;
import no.nav.security.mock.oauth2.http.OAuth2HttpRequest;
import no.nav.security.mock.oauth2.http.OAuth2HttpResponse;
import no.nav.security.mock.oauth2.http.Route;
import no.nav.security.mock.oauth2.http.Ssl;
import no.nav.security.mock.oauth2.token.KeyProvider;
import no.nav.security.mock.oauth2.token.OAuth2TokenProvider;
import okhttp3.Headers;

/**
 * An OpenID provider that others wrote, at the place where a Cells server has its own, and the few pages beside it by
 * which a Cells server is known. The person at its sign-in page is played, and their browser.
 */
final class ForeignProvider implements AutoCloseable {

	private static final String ISSUER = "oidc";
	/** It tells of every connection that brings no request. Kept here, or what is set would be forgotten. */
	private static final Logger LOG = Logger.getLogger("mockwebserver3.MockWebServer");

	static {
		LOG.setLevel(Level.OFF);
	}

	private final MockWebServerWrapper http;
	private final MockOAuth2Server server;
	private final HttpClient browser;
	private final List<Map<String, String>> renewals = new CopyOnWriteArrayList<>();
	private volatile boolean away;
	private volatile boolean elsewhere;

	private ForeignProvider(MockWebServerWrapper http, String algorithm) throws IOException {
		this.http = http;
		HttpClient.Builder builder = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
		browser = (http.getSsl() == null ? builder : builder.sslContext(trusting(http.getSsl()))).build();
		OAuth2TokenProvider tokens = new OAuth2TokenProvider(new KeyProvider(List.of(), algorithm));
		server = new MockOAuth2Server(new OAuth2Config(true, null, null, true, tokens, Set.of(), http),
				new Page("/a/config/discovery", Map.of("Endpoints", Map.of("rest", "/a"))),
				new Page("/a/frontend/bootconf", Map.of("customWording", Map.of("title", "Theirs"))), new Noting(),
				new Elsewhere());
		server.start(InetAddress.getByName("localhost"), 0);
	}

	/** Starts one that signs with RSA; each of its refresh tokens is good for one use. */
	static ForeignProvider start(boolean tls) throws IOException {
		return start(tls, "RS256");
	}

	static ForeignProvider start(boolean tls, String algorithm) throws IOException {
		return new ForeignProvider(tls ? new MockWebServerWrapper(new Ssl()) : new MockWebServerWrapper(), algorithm);
	}

	private static SSLContext trusting(Ssl ssl) {
		try {
			TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
			trust.init(ssl.getSslKeystore().getKeyStore());
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(null, trust.getTrustManagers(), null);
			return context;
		} catch (GeneralSecurityException impossible) {
			throw new IllegalStateException(impossible);
		}
	}

	/** Returns the address of the server it is on. */
	String url() {
		return server.url("/").toString().replaceAll("/$", "");
	}

	/** Returns what was sent with each request to renew tokens. */
	List<Map<String, String>> renewals() {
		return List.copyOf(renewals);
	}

	/** Ends a sign-in, as an administrator does. */
	void revoke(String refreshToken) throws IOException {
		HttpResponse<String> answer = post(URI.create(url() + "/oidc/revoke"),
				Map.of("token", refreshToken, "token_type_hint", "refresh_token", "client_id", "cells-sync"));
		if (answer.statusCode() != 200) {
			throw new IOException("HTTP " + answer.statusCode() + ' ' + answer.body());
		}
	}

	/** Has it answer requests for tokens with an error of its own, or no longer. */
	void away(boolean now) {
		away = now;
	}

	/** Has it say at its place that it is the provider of somebody else. */
	void elsewhere() {
		elsewhere = true;
	}

	/**
	 * Fills in the sign-in page and returns where the browser is sent then.
	 *
	 * @param claims what the ID token is to say beside what it always says, or in its place
	 */
	URI signInAt(URI page, Map<String, ?> claims) throws IOException {
		HttpResponse<String> form = send(HttpRequest.newBuilder(page).build());
		if (form.statusCode() != 200 || !form.body().contains("name=\"username\"")) {
			throw new IOException("HTTP " + form.statusCode() + ' ' + form.body());
		}
		HttpResponse<String> answer = post(page, Map.of("username", "subject-17", "claims", new Gson().toJson(claims)));
		return URI.create(answer.headers().firstValue("Location")
				.orElseThrow(() -> new IOException("HTTP " + answer.statusCode() + ' ' + answer.body())));
	}

	/** Follows a redirect as the browser does. */
	HttpResponse<String> visit(URI address) throws IOException {
		return send(HttpRequest.newBuilder(address).build());
	}

	/** Asks for tokens as somebody would who has got hold of a code. */
	HttpResponse<String> exchange(String code, URI redirect, String verifier) throws IOException {
		return post(URI.create(url() + "/oidc/token"), Map.of("grant_type", "authorization_code", "code", code,
				"redirect_uri", redirect.toString(), "client_id", "cells-sync", "code_verifier", verifier));
	}

	private HttpResponse<String> post(URI address, Map<String, String> form) throws IOException {
		StringBuilder body = new StringBuilder();
		form.forEach((name, value) -> body.append(body.isEmpty() ? "" : "&").append(name).append('=')
				.append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
		return send(HttpRequest.newBuilder(address).header("Content-Type", "application/x-www-form-urlencoded")
				.POST(HttpRequest.BodyPublishers.ofString(body.toString())).build());
	}

	private HttpResponse<String> send(HttpRequest request) throws IOException {
		try {
			return browser.send(request, HttpResponse.BodyHandlers.ofString());
		} catch (InterruptedException interrupted) {
			throw new AssertionError(interrupted);
		}
	}

	/** Returns the parameters of a query or of a form. */
	static Map<String, String> parameters(String query) {
		Map<String, String> all = new TreeMap<>();
		for (String part : query.split("&")) {
			String[] pair = part.split("=", 2);
			all.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
		}
		return all;
	}

	private static OAuth2HttpResponse json(int status, Map<String, ?> content) {
		return new OAuth2HttpResponse(Headers.of("Content-Type", "application/json"), status,
				new Gson().toJson(content), null);
	}

	/** A page that is always the same. */
	private record Page(String path, Map<String, ?> content) implements Route {

		@Override
		public boolean match(OAuth2HttpRequest request) {
			return request.getUrl().encodedPath().equals(path);
		}

		@Override
		public OAuth2HttpResponse invoke(OAuth2HttpRequest request) {
			return json(200, content);
		}
	}

	/** Sees the requests for tokens, and takes them while the provider is away. */
	private final class Noting implements Route {

		@Override
		public boolean match(OAuth2HttpRequest request) {
			if (!request.getUrl().encodedPath().equals('/' + ISSUER + "/token")) {
				return false;
			}
			Map<String, String> sent = parameters(request.getBody());
			if ("refresh_token".equals(sent.get("grant_type"))) {
				renewals.add(sent);
			}
			return away;
		}

		@Override
		public OAuth2HttpResponse invoke(OAuth2HttpRequest request) {
			return json(503, Map.of("error", "temporarily_unavailable"));
		}
	}

	/** Shows the configuration of another provider. */
	private final class Elsewhere implements Route {

		private static final String PLACE = "/.well-known/openid-configuration";

		@Override
		public boolean match(OAuth2HttpRequest request) {
			return elsewhere && request.getUrl().encodedPath().equals('/' + ISSUER + PLACE);
		}

		@Override
		public OAuth2HttpResponse invoke(OAuth2HttpRequest request) {
			try {
				return new OAuth2HttpResponse(Headers.of("Content-Type", "application/json"), 200,
						visit(URI.create(url() + "/another" + PLACE)).body(), null);
			} catch (IOException failure) {
				throw new UncheckedIOException(failure);
			}
		}
	}

	@Override
	public void close() {
		server.shutdown();
		browser.close();
	}
}
