package org.cellssync.sandbox.internal.control;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import org.cellssync.sandbox.internal.web.Counters;

/**
 * Answers on a loopback port of its own, in clear text, below a path that cannot be guessed, so that nobody
 * else on the machine breaks the server. One request is carried out at a time.
 */
public final class ControlServer implements AutoCloseable {
	private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().setPrettyPrinting().create();

	private final HttpServer server;
	private final ExecutorService worker;
	private final Counters counters;
	private final FaultOrders orders;
	private final URI url;

	private ControlServer(HttpServer server, Counters counters, FaultOrders orders) {
		this.server = server;
		this.counters = counters;
		this.orders = orders;
		this.worker = Executors.newSingleThreadExecutor(
				Thread.ofPlatform().name("sandbox-control").daemon(true).factory());
		String path = "/" + UUID.randomUUID();
		InetSocketAddress address = server.getAddress();
		url = URI.create("http://" + address.getAddress().getHostAddress() + ":" + address.getPort() + path);
		server.setExecutor(worker);
		server.createContext(path + "/counters", exchange -> answer(exchange, path));
		server.createContext(path + "/faults", exchange -> answer(exchange, path));
	}

	/** Opens the channel on a free port. */
	public static ControlServer open(Counters counters, FaultOrders orders) throws IOException {
		InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0);
		ControlServer control = new ControlServer(HttpServer.create(anyPort, 0), counters, orders);
		control.server.start();
		return control;
	}

	/** Returns the address that {@code /counters}, {@code /counters/reset} and {@code /faults} are below. */
	public URI url() {
		return url;
	}

	@Override
	public void close() {
		server.stop(0);
		worker.shutdownNow();
	}

	private void answer(HttpExchange exchange, String path) throws IOException {
		try (exchange) {
			String call = exchange.getRequestMethod() + " "
					+ exchange.getRequestURI().getPath().substring(path.length());
			switch (call) {
				case "GET /counters" -> send(exchange, 200, GSON.toJson(counters.snapshot()));
				case "POST /counters/reset" -> {
					counters.reset();
					send(exchange, 200, "{}");
				}
				case "POST /faults" -> faults(exchange);
				default -> refuse(exchange, 404, "There is no " + call
						+ ", but GET /counters, POST /counters/reset and POST /faults.");
			}
		}
	}

	private void faults(HttpExchange exchange) throws IOException {
		String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
		try {
			orders.carryOut(body);
			send(exchange, 200, "{}");
		} catch (IllegalArgumentException e) {
			refuse(exchange, 400, e.getMessage());
		}
	}

	private static void refuse(HttpExchange exchange, int status, String why) throws IOException {
		JsonObject answer = new JsonObject();
		answer.addProperty("error", why);
		send(exchange, status, GSON.toJson(answer));
	}

	private static void send(HttpExchange exchange, int status, String json) throws IOException {
		byte[] bytes = (json + "\n").getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders().set("Content-Type", "application/json");
		exchange.sendResponseHeaders(status, bytes.length);
		exchange.getResponseBody().write(bytes);
	}
}
