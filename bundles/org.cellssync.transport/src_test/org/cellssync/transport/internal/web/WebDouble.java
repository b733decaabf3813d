package org.cellssync.transport.internal.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** A web server that answers what it is told, on a free port of this computer. */
public final class WebDouble implements AutoCloseable {

	private final HttpServer http;
	/** Guarded by itself. */
	private final Map<String, Answer> answers = new HashMap<>();
	private final List<Request> requests = new CopyOnWriteArrayList<>();

	/** One answer. */
	public record Answer(int status, String type, String body, Map<String, String> headers) {

		public static Answer json(String body) {
			return new Answer(200, "application/json", body, Map.of());
		}

		public static Answer status(int status) {
			return new Answer(status, "text/plain", "", Map.of());
		}
	}

	/** One request seen. */
	public record Request(String method, String path, Map<String, String> headers, String body) {
	}

	public WebDouble() throws IOException {
		http = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
		http.setExecutor(Executors.newCachedThreadPool());
		http.createContext("/", this::handle);
		http.start();
	}

	public String url() {
		return "http://localhost:" + http.getAddress().getPort();
	}

	public int port() {
		return http.getAddress().getPort();
	}

	/** Says what a path answers from now on. */
	public void answer(String path, Answer answer) {
		synchronized (answers) {
			answers.put(path, answer);
		}
	}

	public List<Request> requests() {
		return List.copyOf(requests);
	}

	public long count(String path) {
		return requests.stream().filter(request -> request.path().equals(path)).count();
	}

	private void handle(HttpExchange exchange) throws IOException {
		try (exchange) {
			Map<String, String> headers = new HashMap<>();
			exchange.getRequestHeaders()
					.forEach((name, values) -> headers.put(name.toLowerCase(), values.getFirst()));
			String path = exchange.getRequestURI().getPath();
			requests.add(new Request(exchange.getRequestMethod(), path, headers,
					new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
			Answer answer;
			synchronized (answers) {
				answer = answers.getOrDefault(path, Answer.status(404));
			}
			byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
			exchange.getResponseHeaders().set("Content-Type", answer.type());
			answer.headers().forEach(exchange.getResponseHeaders()::set);
			exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
			exchange.getResponseBody().write(body);
		}
	}

	@Override
	public void close() {
		http.stop(0);
	}
}
