package org.cellssync.protocol.tests;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

import org.cellssync.api.account.Account;
import org.cellssync.api.account.Route;
import org.cellssync.api.account.SignIn;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.util.Cancellation;
import org.cellssync.auth.internal.OpenIdAccounts;
import org.cellssync.protocol.tree.ListNodesRequest;
import org.cellssync.protocol.tree.ListNodesResponse;
import org.cellssync.protocol.tree.Node;
import org.cellssync.protocol.tree.NodeProviderGrpc;
import org.cellssync.protocol.tree.ReadNodeRequest;
import org.cellssync.sandbox.Sandbox;
import org.cellssync.sandbox.SandboxOptions;
import org.cellssync.sandbox.SandboxUser;
import org.cellssync.testkit.SecretsInMemory;
import org.cellssync.transport.Announcement;
import org.cellssync.transport.Answers;
import org.cellssync.transport.CellsConnection;
import org.cellssync.transport.CellsException;
import org.cellssync.transport.Patience;
import org.cellssync.transport.internal.grpc.AccountConnections;
import org.cellssync.transport.internal.trust.PemServerTrust;
import org.cellssync.transport.internal.web.HttpServers;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/**
 * A sandbox, and real accounts and connections to it: nothing between them is played, but the person at the
 * sign-in page.
 */
final class AccountBench implements AutoCloseable {

	final Sandbox sandbox;
	final PemServerTrust trust = new PemServerTrust();
	final HttpServers servers = new HttpServers(trust);
	final SecretsInMemory secrets = new SecretsInMemory();
	final OpenIdAccounts accounts;
	final AccountConnections connections;
	/** What observers heard. */
	final List<Account> heard = new CopyOnWriteArrayList<>();
	private final HttpClient browser;
	/** Where the server is reached, and whom to trust there. */
	private final URI url;
	private final Optional<Path> ca;
	private final boolean own;

	private AccountBench(Sandbox sandbox, URI url, Optional<Path> ca, boolean own, Path settings)
			throws GeneralSecurityException, EndpointException {
		this.sandbox = sandbox;
		this.url = url;
		this.ca = ca;
		this.own = own;
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(null, new TrustManager[] { trust.trust(Route.USUAL.withCa(ca)) }, new SecureRandom());
		browser = HttpClient.newBuilder().sslContext(context).cookieHandler(new CookieManager()).build();
		accounts = new OpenIdAccounts(settings, secrets, servers, InstantSource.system(),
				Duration.ofSeconds(30));
		accounts.observe(heard::add);
		connections = new AccountConnections(accounts, servers, trust);
	}

	static AccountBench start(SandboxOptions options, Path settings) throws Exception {
		Sandbox sandbox = Sandbox.start(options);
		try {
			return new AccountBench(sandbox, sandbox.url(), sandbox.caFile(), true, settings);
		} catch (GeneralSecurityException | EndpointException failure) {
			sandbox.close();
			throw failure;
		}
	}

	/** Opens a bench on a server that others use too, at another address than its own. */
	static AccountBench through(Sandbox sandbox, URI url, Path ca, Path settings)
			throws GeneralSecurityException, EndpointException {
		return new AccountBench(sandbox, url, Optional.of(ca), false, settings);
	}

	SandboxUser user() {
		return sandbox.users().getFirst();
	}

	SignIn start() {
		return new SignIn(url.toString(), Route.USUAL.withCa(ca), Optional.empty());
	}

	/** Signs in as the first user. */
	Account signIn() throws EndpointException {
		return accounts.signIn(start(),
				(page, expires) -> Thread.ofPlatform().daemon().start(() -> signInAt(page, user())),
				new Cancellation());
	}

	/** Returns a client over HTTP that trusts the server. */
	HttpClient http() {
		return browser;
	}

	CellsConnection connection(Account account) throws EndpointException {
		return connections.connect(account.id());
	}

	/** Does what a person does with the page, and the browser after it. */
	void signInAt(URI page, SandboxUser user) {
		try {
			HttpResponse<String> toLogin = get(page);
			String challenge = toLogin.headers().firstValue("Location").orElseThrow()
					.replaceFirst(".*login_challenge=", "");
			JsonObject info = new JsonObject();
			info.addProperty("login", user.name());
			info.addProperty("password", user.password());
			info.addProperty("challenge", challenge);
			info.addProperty("type", "credentials");
			JsonObject body = new JsonObject();
			body.add("AuthInfo", info);
			HttpResponse<String> answer = send(
					HttpRequest.newBuilder(URI.create(url + "/a/frontend/session"))
							.header("Content-Type", "application/json")
							.POST(BodyPublishers.ofString(body.toString())).build());
			String redirect = JsonParser.parseString(answer.body()).getAsJsonObject().get("RedirectTo")
					.getAsString();
			HttpResponse<String> end = get(URI.create(redirect));
			if (end.statusCode() != 200) {
				throw new AssertionError(end.body());
			}
		} catch (IOException failure) {
			throw new AssertionError(failure);
		}
	}

	HttpResponse<String> get(URI address) throws IOException {
		return send(HttpRequest.newBuilder(address).build());
	}

	private HttpResponse<String> send(HttpRequest request) throws IOException {
		try {
			return browser.send(request, BodyHandlers.ofString());
		} catch (InterruptedException interrupted) {
			throw new AssertionError(interrupted);
		}
	}

	/** Has the server do harm, or heal. */
	void faults(Map<String, ?> orders) throws IOException {
		HttpResponse<String> answer = send(
				HttpRequest.newBuilder(URI.create(sandbox.controlUrl() + "/faults"))
						.POST(BodyPublishers.ofString(new Gson().toJson(orders))).build());
		if (answer.statusCode() != 200) {
			throw new IOException(answer.body());
		}
	}

	/** Returns the status with which the provider answers who has a token. */
	int userInfo(String access) throws IOException {
		return send(HttpRequest.newBuilder(URI.create(url + "/oidc/userinfo")).header("Authorization", "Bearer " + access)
				.build()).statusCode();
	}

	/** Sends what a page sends, and returns the answer. */
	HttpResponse<String> form(String path, Map<String, String> fields) throws IOException {
		String body = fields.entrySet().stream().map(each -> URLEncoder.encode(each.getKey(), StandardCharsets.UTF_8)
				+ '=' + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8)).collect(Collectors.joining("&"));
		return send(HttpRequest.newBuilder(URI.create(url + path))
				.header("Content-Type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofString(body)).build());
	}

	/** Has the next answer to a request for tokens be this. */
	void failTokens(Object answer) throws IOException {
		faults(Map.of("fail", Map.of("method", "OIDC token", "calls", 1, "answer", answer)));
	}

	/** Returns how often a method was called since the start. */
	long calls(String method) throws IOException {
		JsonObject counters = JsonParser
				.parseString(get(URI.create(sandbox.controlUrl() + "/counters")).body()).getAsJsonObject();
		return counters.has(method) ? counters.get(method).getAsLong() : 0;
	}

	/** Reads a node; fails where the server refuses. */
	static Node read(CellsConnection connection, String path) throws CellsException {
		return connection.unary(NodeProviderGrpc.getReadNodeMethod(),
				ReadNodeRequest.newBuilder().setNode(Node.newBuilder().setPath(path)).build(),
				Announcement.V4, Patience.LOOK, new Cancellation()).getNode();
	}

	/** Returns the paths below a folder. */
	static List<String> list(CellsConnection connection, String path) throws CellsException {
		List<String> paths = new ArrayList<>();
		try (Answers<ListNodesResponse> answers = connection.stream(NodeProviderGrpc.getListNodesMethod(),
				ListNodesRequest.newBuilder().setNode(Node.newBuilder().setPath(path)).build(),
				Announcement.V4, Patience.LISTING, new Cancellation())) {
			for (Optional<ListNodesResponse> next = answers.next(); next.isPresent(); next = answers.next()) {
				paths.add(next.get().getNode().getPath());
			}
		}
		return paths;
	}

	/** Something that fails with a diagnostic. */
	interface Failing {
		void run() throws EndpointException;
	}

	static EndpointException failure(Failing action) {
		try {
			action.run();
		} catch (EndpointException failure) {
			return failure;
		}
		throw new AssertionError("nothing failed");
	}

	/** Runs something over and over until this moment is past. */
	static void until(Instant end, Step step) throws Exception {
		while (Instant.now().isBefore(end)) {
			step.run();
		}
	}

	/** Anything. */
	interface Step {
		void run() throws Exception;
	}

	/** Returns everything the files of a folder hold. */
	static String text(Path folder) throws IOException {
		StringBuilder all = new StringBuilder();
		try (var files = Files.walk(folder)) {
			for (Path file : files.filter(Files::isRegularFile).toList()) {
				all.append(Files.readString(file));
			}
		}
		return all.toString();
	}

	@Override
	public void close() throws IOException {
		connections.close();
		browser.close();
		if (own) {
			sandbox.close();
		}
	}
}
