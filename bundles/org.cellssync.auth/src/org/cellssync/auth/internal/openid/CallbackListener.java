package org.cellssync.auth.internal.openid;

import java.io.IOException;

import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * Waits for the browser to come back from the sign-in page: an HTTP listener on this computer alone, on a
 * port that Cells servers know. The server's page redirects to the name {@code localhost}, so it listens at
 * every address of that name.
 */
public final class CallbackListener implements AutoCloseable {

	/** The ports servers redirect to. */
	public static final int FIRST_PORT = 3636;
	/** The last of {@link #FIRST_PORT}. */
	public static final int LAST_PORT = 3666;

	private static final String PATH = "/servers/callback";

	private final int port;
	private final List<HttpServer> listeners;
	private final ExecutorService threads = Executors
			.newThreadPerTaskExecutor(Thread.ofPlatform().daemon().name("sign-in-callback-", 0).factory());
	private final CompletableFuture<Callback> answer = new CompletableFuture<>();
	private volatile String expectedState = "";

	/** What the browser brought. */
	public sealed interface Callback {

		/** A code to be exchanged for tokens. */
		record Code(String code) implements Callback {

			/** Shows no code. */
			@Override
			public String toString() {
				return "Code[***]";
			}
		}

		/** The server refused, for {@code reason}. */
		record Refused(String reason) implements Callback {
		}
	}

	private CallbackListener(int port, List<HttpServer> listeners) {
		this.port = port;
		this.listeners = listeners;
	}

	/**
	 * Listens at the first port that is free; empty where none is.
	 *
	 * @throws IOException where this computer does not let anybody listen
	 */
	public static Optional<CallbackListener> open() throws IOException {
		List<InetAddress> addresses = loopback();
		for (int port = FIRST_PORT; port <= LAST_PORT; port++) {
			List<HttpServer> listeners = listen(addresses, port);
			if (!listeners.isEmpty()) {
				CallbackListener listener = new CallbackListener(port, listeners);
				listener.start();
				return Optional.of(listener);
			}
		}
		return Optional.empty();
	}

	/** The loopback addresses this computer has: a system may be without IPv6, or without IPv4. */
	private static List<InetAddress> loopback() throws IOException {
		List<InetAddress> usable = new ArrayList<>();
		for (InetAddress address : List.of(InetAddress.getByAddress("localhost", new byte[] { 127, 0, 0, 1 }),
				InetAddress.getByAddress("localhost",
						new byte[] { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1 }))) {
			try {
				HttpServer.create(new InetSocketAddress(address, 0), 0).stop(0);
				usable.add(address);
			} catch (java.net.SocketException notHere) {
				// Browsers cannot come by this address either.
				continue;
			}
		}
		if (usable.isEmpty()) {
			throw new IOException("no loopback address");
		}
		return usable;
	}

	/** All addresses or none: a browser may choose any of them. */
	private static List<HttpServer> listen(List<InetAddress> addresses, int port) throws IOException {
		List<HttpServer> listeners = new ArrayList<>();
		try {
			for (InetAddress address : addresses) {
				listeners.add(HttpServer.create(new InetSocketAddress(address, port), 0));
			}
			return listeners;
		} catch (BindException taken) {
			listeners.forEach(listener -> listener.stop(0));
			return List.of();
		}
	}

	private void start() {
		for (HttpServer listener : listeners) {
			listener.setExecutor(threads);
			listener.createContext("/", this::handle);
			listener.start();
		}
	}

	/** Returns where the browser is to be sent, with the very name the servers know. */
	public URI redirect() {
		return URI.create("http://localhost:" + port + PATH);
	}

	/** Takes answers that carry this state from now on, and no others. */
	public void expect(String state) {
		expectedState = state;
	}

	/** Returns what the browser brings, once. */
	public CompletableFuture<Callback> answer() {
		return answer;
	}

	private void handle(HttpExchange exchange) throws IOException {
		try (exchange) {
			if (!exchange.getRequestURI().getPath().equals(PATH)) {
				CallbackPage.NOT_FOUND.send(exchange);
				return;
			}
			if (!exchange.getRequestMethod().equals("GET")) {
				CallbackPage.NOT_ALLOWED.send(exchange);
				return;
			}
			Map<String, String> sent = parameters(exchange.getRequestURI().getRawQuery());
			if (!isExpected(sent.getOrDefault("state", ""))) {
				// Not the answer to our question, whoever sent it: the wait goes on.
				CallbackPage.FOREIGN.send(exchange);
				return;
			}
			receive(exchange, sent);
		}
	}

	private void receive(HttpExchange exchange, Map<String, String> sent) throws IOException {
		if (sent.containsKey("error")) {
			CallbackPage.REFUSED.send(exchange);
			answer.complete(new Callback.Refused(sent.getOrDefault("error_description", sent.get("error"))));
		} else if (!sent.getOrDefault("code", "").isEmpty()) {
			CallbackPage.DONE.send(exchange);
			answer.complete(new Callback.Code(sent.get("code")));
		} else {
			CallbackPage.FOREIGN.send(exchange);
		}
	}

	private boolean isExpected(String state) {
		String expected = expectedState;
		return !expected.isEmpty() && MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8),
				state.getBytes(StandardCharsets.UTF_8));
	}

	private static Map<String, String> parameters(String query) {
		Map<String, String> found = new HashMap<>();
		for (String part : query == null ? new String[0] : query.split("&")) {
			int equals = part.indexOf('=');
			if (equals > 0) {
				found.putIfAbsent(decoded(part.substring(0, equals)), decoded(part.substring(equals + 1)));
			}
		}
		return found;
	}

	private static String decoded(String text) {
		try {
			return URLDecoder.decode(text, StandardCharsets.UTF_8);
		} catch (IllegalArgumentException notEncoded) {
			// Nonsense matches no state and is no code.
			return "";
		}
	}

	/** Listens no longer. */
	@Override
	public void close() {
		listeners.forEach(listener -> listener.stop(0));
		threads.shutdownNow();
	}
}
