package org.cellssync.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
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
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/**
 * A client of a sandbox that does what a browser and a program do to sign in, and follows no redirect by
 * itself.
 */
public final class Browser {
	public static final String CALLBACK = "http://localhost:3636/servers/callback";
	public static final String SCOPE = "openid email profile pydio offline";

	private final Sandbox sandbox;
	private final HttpClient client;

	public Browser(Sandbox sandbox) {
		this.sandbox = sandbox;
		HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10));
		sandbox.caFile().ifPresent(ca -> builder.sslContext(trusting(ca)));
		this.client = builder.build();
	}

	/** Returns a context that trusts the authority of this file alone. */
	public static SSLContext trusting(Path ca) {
		try (InputStream stream = Files.newInputStream(ca)) {
			KeyStore trusted = KeyStore.getInstance("PKCS12");
			trusted.load(null, null);
			trusted.setCertificateEntry("ca",
					CertificateFactory.getInstance("X.509").generateCertificate(stream));
			TrustManagerFactory managers = TrustManagerFactory.getInstance("PKIX");
			managers.init(trusted);
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(null, managers.getTrustManagers(), null);
			return context;
		} catch (IOException | GeneralSecurityException e) {
			throw new AssertionError(e);
		}
	}

	public HttpResponse<String> get(String path, String... headers) {
		return send(request(path, headers).GET());
	}

	public HttpResponse<String> post(String path, String type, String body, String... headers) {
		return send(request(path, headers).header("Content-Type", type)
				.POST(HttpRequest.BodyPublishers.ofString(body)));
	}

	public HttpResponse<String> form(String path, Map<String, String> fields, String... headers) {
		return post(path, "application/x-www-form-urlencoded", encoded(fields), headers);
	}

	public HttpResponse<String> send(HttpRequest.Builder request) {
		try {
			return client.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		} catch (InterruptedException e) {
			throw new AssertionError(e);
		}
	}

	public HttpRequest.Builder request(String path, String... headers) {
		URI uri = URI.create(path.startsWith("http") ? path : sandbox.url() + path);
		HttpRequest.Builder builder = HttpRequest.newBuilder(uri);
		return headers.length == 0 ? builder : builder.headers(headers);
	}

	/** Returns the parameters of a request for a sign-in without PKCE. */
	public static Map<String, String> authorization() {
		Map<String, String> parameters = new LinkedHashMap<>();
		parameters.put("client_id", "cells-sync");
		parameters.put("redirect_uri", CALLBACK);
		parameters.put("response_type", "code");
		parameters.put("scope", SCOPE);
		parameters.put("state", "0123456789abcdef");
		return parameters;
	}

	public HttpResponse<String> authorize(Map<String, String> parameters) {
		return get("/oidc/oauth2/auth?" + encoded(parameters));
	}

	/** Returns the challenge with which the sign-in page is opened. */
	public String challenge(Map<String, String> parameters) {
		return parameters(location(authorize(parameters))).get("login_challenge");
	}

	/** Does what the sign-in page does. */
	public HttpResponse<String> login(String name, String password, String challenge) {
		JsonObject info = new JsonObject();
		info.addProperty("login", name);
		info.addProperty("password", password);
		info.addProperty("challenge", challenge);
		info.addProperty("type", "credentials");
		JsonObject body = new JsonObject();
		body.add("AuthInfo", info);
		return post("/a/frontend/session", "application/json", body.toString());
	}

	/** Signs the first user in, up to the code. */
	public String code(Map<String, String> parameters) {
		SandboxUser user = sandbox.users().getFirst();
		HttpResponse<String> answer = login(user.name(), user.password(), challenge(parameters));
		return parameters(json(answer).get("RedirectTo").getAsString()).get("code");
	}

	public HttpResponse<String> exchange(String code, Map<String, String> more) {
		Map<String, String> fields = new LinkedHashMap<>(
				Map.of("grant_type", "authorization_code", "client_id",
						"cells-sync", "code", code, "redirect_uri", CALLBACK));
		fields.putAll(more);
		return form("/oidc/oauth2/token", fields);
	}

	public HttpResponse<String> refresh(String token) {
		return form("/oidc/oauth2/token", Map.of("grant_type", "refresh_token", "client_id", "cells-sync",
				"refresh_token", token, "scope", SCOPE));
	}

	/** Signs the first user in and returns the tokens. */
	public JsonObject signIn() {
		return json(exchange(code(authorization()), Map.of()));
	}

	/** Returns the status with which the server takes a token for a REST call. */
	public int statusWith(String token) {
		return get("/a/frontend/state", "Authorization", "Bearer " + token).statusCode();
	}

	/** Gives orders to the control channel and returns its answer. */
	public HttpResponse<String> order(String json) {
		return post(sandbox.controlUrl() + "/faults", "application/json", json);
	}

	public JsonObject counters() {
		return json(get(sandbox.controlUrl() + "/counters"));
	}

	public static JsonObject json(HttpResponse<String> response) {
		return JsonParser.parseString(response.body()).getAsJsonObject();
	}

	public static String location(HttpResponse<String> response) {
		return response.headers().firstValue("Location").orElseThrow();
	}

	/** Returns the parameters behind the question mark. */
	public static Map<String, String> parameters(String url) {
		Map<String, String> parameters = new LinkedHashMap<>();
		for (String pair : url.substring(url.indexOf('?') + 1).split("&")) {
			int equals = pair.indexOf('=');
			parameters.put(pair.substring(0, equals),
					URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
		}
		return parameters;
	}

	private static String encoded(Map<String, String> fields) {
		return fields.entrySet().stream()
				.map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
				.collect(Collectors.joining("&"));
	}
}
