package org.cellssync.auth.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * A provider with the manners of a real server: refresh tokens of one use, a second use ends the sign-in, a
 * renewal ends the old access token. What it answers can be broken, once for each fault given.
 */
final class FakeProvider implements AutoCloseable {

	private static final KeyPair KEYS = keys();
	private static final String KEY_ID = "public:signing";

	/** What goes wrong with a request for tokens. */
	enum Fault {
		/** Nothing happens, and the connection is cut. */
		CUT_BEFORE,
		/** Tokens are renewed, and the connection is cut in place of the answer. */
		CUT_AFTER,
		/** A proxy answers 502; nothing happens. */
		BAD_GATEWAY,
		/** Tokens are renewed, and a web page comes back. */
		GARBAGE_AFTER,
		/** Tokens are renewed, and half of the answer is missing. */
		HALF_AFTER,
		/** An error that has nothing to do with the token. */
		INVALID_CLIENT
	}

	private final HttpServer http;
	/** The rest is guarded by this. */
	private final Deque<Fault> faults = new ArrayDeque<>();
	private final Set<String> usedRefresh = new HashSet<>();
	private final List<String> requests = new CopyOnWriteArrayList<>();
	private final Map<String, String> personal = new HashMap<>();
	private String access = "";
	private String refresh = "";
	private boolean revoked;
	private int count;
	private Duration life = Duration.ofSeconds(600);
	private Map<String, String> asked = Map.of();
	private UnaryOperator<JsonObject> claims = all -> all;
	private Function<String, String> signature = text -> text;
	private String keySet;
	private boolean revocation = true;
	private int revocationStatus = 200;

	FakeProvider() throws IOException {
		keySet = keySet();
		http = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
		http.setExecutor(Executors.newCachedThreadPool());
		http.createContext("/", this::handle);
		http.start();
	}

	String url() {
		return "http://localhost:" + http.getAddress().getPort();
	}

	/**
	 * Begins a sign-in without a person and returns its first tokens as {@code access} and {@code refresh}.
	 */
	synchronized String[] begin() {
		revoked = false;
		next();
		return new String[] { access, refresh };
	}

	synchronized void personalToken(String token, String user) {
		personal.put(token, user);
	}

	synchronized void forgetPersonalTokens() {
		personal.clear();
	}

	synchronized void life(Duration of) {
		life = of;
	}

	synchronized void fail(Fault... next) {
		faults.addAll(List.of(next));
	}

	/** Changes the claims of the ID tokens to come. */
	synchronized void claims(UnaryOperator<JsonObject> change) {
		claims = change;
	}

	/** Changes the ID tokens to come after they are signed. */
	synchronized void signed(Function<String, String> change) {
		signature = change;
	}

	/** An administrator ends everything. */
	synchronized void revoke() {
		revoked = true;
		access = "";
	}

	/** Does not tell a way to end sign-ins. */
	synchronized void withoutRevocation() {
		revocation = false;
	}

	/** Answers requests to end a sign-in with this status, and does nothing. */
	synchronized void refuseRevocation(int status) {
		revocationStatus = status;
	}

	synchronized boolean isRevoked() {
		return revoked;
	}

	/** The access token ends before its time; the refresh token stays good. */
	synchronized void expireAccess() {
		access = "";
	}

	synchronized String access() {
		return access;
	}

	/** Returns the requests so far as {@code METHOD path}. */
	List<String> requests() {
		return List.copyOf(requests);
	}

	long count(String request) {
		return requests.stream().filter(request::equals).count();
	}

	/** Plays the person and the browser: returns where the sign-in page redirects to. */
	synchronized URI signInAt(URI page) {
		asked = parameters(page.getRawQuery());
		return URI.create(asked.get("redirect_uri") + "?code=a-code&state=" + asked.get("state"));
	}

	synchronized Map<String, String> asked() {
		return asked;
	}

	private synchronized void next() {
		count++;
		access = "access-" + count;
		refresh = "refresh-" + count;
	}

	private void handle(HttpExchange exchange) throws IOException {
		try (exchange) {
			String path = exchange.getRequestURI().getPath();
			requests.add(exchange.getRequestMethod() + " " + path);
			String bearer = exchange.getRequestHeaders().getFirst("Authorization");
			String token = bearer == null ? "" : bearer.substring("Bearer ".length());
			switch (path) {
				case "/oidc/.well-known/openid-configuration" ->
					send(exchange, 200, "application/json", configuration());
				case "/oidc/.well-known/jwks.json" -> send(exchange, 200, "application/json", keySet);
				case "/oidc/oauth2/token" -> token(exchange);
				case "/oidc/oauth2/revoke" -> revoke(exchange);
				case "/oidc/userinfo" -> userInfo(exchange, token);
				case "/a/frontend/state" -> state(exchange, token);
				default -> send(exchange, 404, "text/plain", "not found");
			}
		}
	}

	private void userInfo(HttpExchange exchange, String token) throws IOException {
		boolean good;
		synchronized (this) {
			good = !token.isEmpty() && token.equals(access);
		}
		send(exchange, good ? 200 : 401, "application/json", good ? "{\"name\":\"alice\"}" : "{}");
	}

	private void state(HttpExchange exchange, String token) throws IOException {
		String user;
		synchronized (this) {
			user = personal.get(token);
		}
		if (user == null) {
			send(exchange, 401, "application/json", "{\"Title\":\"Unauthorized\"}");
		} else {
			send(exchange, 200, "application/xml",
					"<?xml version=\"1.0\"?><pydio_registry><actions/><user id=\"" + user
							+ "\"><repositories/></user></pydio_registry>");
		}
	}

	private synchronized void token(HttpExchange exchange) throws IOException {
		Map<String, String> sent = parameters(
				new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
		Fault fault = faults.poll();
		if (fault == Fault.CUT_BEFORE) {
			return;
		}
		if (fault == Fault.BAD_GATEWAY) {
			send(exchange, 502, "text/html", "<html>Bad Gateway</html>");
			return;
		}
		if (fault == Fault.INVALID_CLIENT) {
			send(exchange, 401, "application/json",
					"{\"error\":\"invalid_client\",\"error_description\":\"unknown\"}");
			return;
		}
		if (sent.get("grant_type").equals("refresh_token")
				&& !refreshes(exchange, sent.get("refresh_token"))) {
			return;
		}
		next();
		if (fault == Fault.CUT_AFTER) {
			return;
		}
		if (fault == Fault.GARBAGE_AFTER) {
			send(exchange, 200, "text/html", "<html>Welcome</html>");
			return;
		}
		JsonObject answer = new JsonObject();
		answer.addProperty("access_token", access);
		answer.addProperty("refresh_token", refresh);
		answer.addProperty("id_token", identity());
		answer.addProperty("expires_in", life.toSeconds());
		answer.addProperty("token_type", "bearer");
		String text = answer.toString();
		send(exchange, 200, "application/json;charset=UTF-8",
				fault == Fault.HALF_AFTER ? text.substring(0, text.length() / 2) : text);
	}

	private synchronized void revoke(HttpExchange exchange) throws IOException {
		Map<String, String> sent = parameters(
				new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
		if (revocationStatus != 200) {
			send(exchange, revocationStatus, "application/json", "{\"error\":\"invalid_client\"}");
			return;
		}
		// The token of somebody else, or an old one: nothing happens, and that is an answer of 200, too.
		if ("cells-sync".equals(sent.get("client_id")) && refresh.equals(sent.get("token"))) {
			revoke();
		}
		send(exchange, 200, "text/plain", "");
	}

	private boolean refreshes(HttpExchange exchange, String token) throws IOException {
		if (revoked || usedRefresh.contains(token)) {
			revoke();
			send(exchange, 401, "application/json",
					"{\"error\":\"token_inactive\",\"error_description\":\"Token is inactive\"}");
			return false;
		}
		if (!token.equals(refresh)) {
			send(exchange, 400, "application/json",
					"{\"error\":\"invalid_grant\",\"error_description\":\"invalid\"}");
			return false;
		}
		usedRefresh.add(token);
		return true;
	}

	private String configuration() {
		JsonObject all = new JsonObject();
		all.addProperty("issuer", url() + "/oidc/");
		all.addProperty("authorization_endpoint", url() + "/oidc/oauth2/auth");
		all.addProperty("token_endpoint", url() + "/oidc/oauth2/token");
		all.addProperty("jwks_uri", url() + "/oidc/.well-known/jwks.json");
		all.addProperty("userinfo_endpoint", url() + "/oidc/userinfo");
		if (revocation) {
			all.addProperty("revocation_endpoint", url() + "/oidc/oauth2/revoke");
		}
		all.add("subject_types_supported", array("public"));
		all.add("response_types_supported", array("code"));
		all.add("id_token_signing_alg_values_supported", array("RS256"));
		return all.toString();
	}

	private String identity() {
		JsonObject all = new JsonObject();
		all.addProperty("iss", url() + "/oidc/");
		all.addProperty("sub", "0f6c1a");
		all.add("aud", array("cells-sync"));
		all.addProperty("name", "alice");
		all.addProperty("exp", Instant.now().plusSeconds(3600).getEpochSecond());
		all.addProperty("iat", Instant.now().getEpochSecond());
		if (asked.containsKey("nonce")) {
			all.addProperty("nonce", asked.get("nonce"));
		}
		JsonObject head = new JsonObject();
		head.addProperty("alg", "RS256");
		head.addProperty("kid", KEY_ID);
		String text = encoded(head.toString().getBytes(StandardCharsets.UTF_8)) + '.'
				+ encoded(claims.apply(all).toString().getBytes(StandardCharsets.UTF_8));
		return signature.apply(text + '.' + encoded(sign(text)));
	}

	private static byte[] sign(String text) {
		try {
			Signature signer = Signature.getInstance("SHA256withRSA");
			signer.initSign(KEYS.getPrivate());
			signer.update(text.getBytes(StandardCharsets.US_ASCII));
			return signer.sign();
		} catch (GeneralSecurityException impossible) {
			throw new IllegalStateException(impossible);
		}
	}

	private static String keySet() {
		RSAPublicKey key = (RSAPublicKey) KEYS.getPublic();
		JsonObject one = new JsonObject();
		one.addProperty("kty", "RSA");
		one.addProperty("use", "sig");
		one.addProperty("alg", "RS256");
		one.addProperty("kid", KEY_ID);
		one.addProperty("n", encoded(key.getModulus().toByteArray()));
		one.addProperty("e", encoded(key.getPublicExponent().toByteArray()));
		JsonArray all = new JsonArray();
		all.add(one);
		JsonObject set = new JsonObject();
		set.add("keys", all);
		return set.toString();
	}

	private static KeyPair keys() {
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
			generator.initialize(2048);
			return generator.generateKeyPair();
		} catch (GeneralSecurityException impossible) {
			throw new IllegalStateException(impossible);
		}
	}

	static String encoded(byte[] bytes) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
	}

	private static JsonArray array(String text) {
		JsonArray array = new JsonArray();
		array.add(text);
		return array;
	}

	static Map<String, String> parameters(String query) {
		Map<String, String> found = new HashMap<>();
		for (String part : query.split("&")) {
			String[] pair = part.split("=", 2);
			found.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
		}
		return found;
	}

	private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders().set("Content-Type", type);
		exchange.sendResponseHeaders(status, bytes.length);
		exchange.getResponseBody().write(bytes);
	}

	@Override
	public void close() {
		http.stop(0);
	}
}
