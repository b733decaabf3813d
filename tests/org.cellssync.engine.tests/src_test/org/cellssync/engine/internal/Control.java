package org.cellssync.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.stream.Stream;

import org.cellssync.sandbox.Sandbox;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/** The sandbox's control channel: has it do harm, or heal, and counts what is asked of it. */
final class Control implements AutoCloseable {

	private final HttpClient client = HttpClient.newHttpClient();
	private final Sandbox server;

	Control(Sandbox server) {
		this.server = server;
	}

	/** Has orders carried out: see the README of the sandbox. */
	void order(String orders) {
		ask(request("/faults").POST(HttpRequest.BodyPublishers.ofString(orders)));
	}

	/** Returns how often methods were called since the start, all together. */
	long calls(String... methods) {
		JsonObject counters = JsonParser.parseString(ask(request("/counters"))).getAsJsonObject();
		return Stream.of(methods).filter(counters::has).mapToLong(each -> counters.get(each).getAsLong()).sum();
	}

	/** Returns how often anything was asked of the server. */
	long calls() {
		JsonObject counters = JsonParser.parseString(ask(request("/counters"))).getAsJsonObject();
		return counters.keySet().stream().filter(name -> name.contains("/") || name.matches("(S3|REST|OIDC) .*"))
				.mapToLong(name -> counters.get(name).getAsLong()).sum();
	}

	/** Returns how often content was sent or fetched. */
	long transfers() {
		return calls("S3 GET", "S3 PUT", "S3 PUT part");
	}

	private HttpRequest.Builder request(String path) {
		URI control = server.controlUrl();
		return HttpRequest.newBuilder(control.resolve(control.getPath() + path)).timeout(Duration.ofSeconds(30));
	}

	private String ask(HttpRequest.Builder request) {
		try {
			HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
			assertEquals(200, answer.statusCode(), answer.body());
			return answer.body();
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("interrupted", e);
		}
	}

	@Override
	public void close() {
		client.close();
	}
}
