package org.cellssync.transport.internal.web;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

import org.cellssync.api.account.Route;
import org.cellssync.api.account.Servers;
import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.util.Cancellation;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

/**
 * What a server tells everybody about its doors.
 *
 * @param grpcPort where gRPC answers: over TLS the server's own port, over clear text one of its own that
 *         changes whenever the server starts
 */
public record Discovery(int grpcPort) {

	private static final Duration LIMIT = Duration.ofSeconds(15);

	/**
	 * Asks a server.
	 *
	 * @throws EndpointException {@code SERVER_NOT_CELLS} where anything else answers, {@code SERVER_REDIRECTS} or
	 *         {@code SERVER_HOST_UNKNOWN} where it is known why, {@code SERVER_ERROR} where the server is in trouble,
	 *         {@code SERVER_PROXY_ALONE} where it does not answer the proxy before it, or why nothing answers
	 */
	public static Discovery ask(Servers servers, URI server, Route route, Cancellation cancel)
			throws EndpointException {
		HttpRequest request = HttpRequest.newBuilder(URI.create(server + "/a/config/discovery"))
				.header("Accept", "application/json").timeout(LIMIT).build();
		return of(server, servers.send(request, route, cancel));
	}

	static Discovery of(URI server, HttpResponse<String> answer) throws EndpointException {
		int status = answer.statusCode();
		if (status >= 502 && status <= 504) {
			throw failure(Code.SERVER_PROXY_ALONE, server, "HTTP " + status);
		}
		if (status >= 500) {
			throw failure(Code.SERVER_ERROR, server, "HTTP " + status);
		}
		if (status >= 300 && status < 400) {
			throw failure(Code.SERVER_REDIRECTS, server, answer.headers().firstValue("Location").orElse("HTTP " + status));
		}
		if (status != 200) {
			throw failure(Code.SERVER_NOT_CELLS, server, "HTTP " + status);
		}
		if (answer.body().isBlank()) {
			// What a server gives to everything where it does not know the name it was asked by.
			throw failure(Code.SERVER_HOST_UNKNOWN, server, "HTTP 200, 0 bytes");
		}
		JsonObject endpoints = endpoints(answer.body()).orElseThrow(() -> failure(Code.SERVER_NOT_CELLS, server,
				"HTTP 200, " + answer.headers().firstValue("Content-Type").orElse("?")));
		return new Discovery(port(endpoints.get("grpc")).orElse(ownPort(server)));
	}

	private static Optional<JsonObject> endpoints(String body) {
		try {
			return JsonParser.parseString(body) instanceof JsonObject all
					&& all.get("Endpoints") instanceof JsonObject endpoints ? Optional.of(endpoints)
							: Optional.empty();
		} catch (JsonParseException noJson) {
			// Web pages and the like: not what a Cells server says here.
			return Optional.empty();
		}
	}

	/** The first of several, as in {@code "42003,42004"}. */
	private static Optional<Integer> port(JsonElement announced) {
		if (announced == null || !announced.isJsonPrimitive()) {
			return Optional.empty();
		}
		String first = announced.getAsString().split(",", 2)[0].strip();
		return first.matches("[0-9]{1,5}") && Integer.parseInt(first) <= 65535 && Integer.parseInt(first) > 0
				? Optional.of(Integer.valueOf(first))
				: Optional.empty();
	}

	private static int ownPort(URI server) {
		if (server.getPort() > 0) {
			return server.getPort();
		}
		return server.getScheme().equals("https") ? 443 : 80;
	}

	private static EndpointException failure(Code code, URI server, String seen) {
		return new EndpointException(Diagnostic.of(code, server.toString(), seen));
	}
}
