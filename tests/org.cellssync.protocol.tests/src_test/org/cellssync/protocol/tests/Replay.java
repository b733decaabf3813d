package org.cellssync.protocol.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.cellssync.protocol.tree.Node;
import org.cellssync.protocol.tree.NodeChangeEvent;
import org.cellssync.protocol.tree.ReadNodeRequest;
import org.cellssync.protocol.tree.ReadNodeResponse;
import org.cellssync.protocol.tree.StreamChangesRequest;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;

import io.grpc.MethodDescriptor.PrototypeMarshaller;

/** Makes recorded exchanges again, with one sandbox. */
final class Replay {
	static final String GRPC = "grpc.json";
	static final String S3 = "s3.json";
	static final String EVENTS = "events.json";

	private static final String RECORDED_HOST = "cells.example:8443";
	private static final long PAUSE_NANOS = 5_000_000;
	private static final Pattern BINARY = Pattern.compile("<binary (\\d+) bytes>");
	/** Headers that the client sets by itself. */
	private static final Set<String> RESTRICTED = Set.of("content-length", "host");

	private final Bench bench;
	private final Deviations deviations;
	private final Bindings bindings = new Bindings();
	private final EventLog events = new EventLog();
	/** Slugs and data sources of the recording, as the sandbox calls them. */
	private final Map<String, String> names;

	Replay(Bench bench, Deviations deviations, Map<String, String> names) {
		this.bench = bench;
		this.deviations = deviations;
		this.names = names;
		bindings.bind("<token-24>", bench.token());
		bindings.bind(RECORDED_HOST, bench.host());
	}

	/** Begins to take events from a workspace. */
	void listen(String rootPath, Map<String, String> metadata) {
		bench.grpc().open("/tree.NodeChangesStreamer/StreamChanges", metadata,
				List.of(StreamChangesRequest.newBuilder().setRootPath(rootPath).build()), events::add);
	}

	private String renamed(String text) {
		var result = text;
		for (var name : names.entrySet()) {
			result = result.replaceAll("\\b" + name.getKey() + "\\b", name.getValue());
		}
		return result;
	}

	private JsonObject renamed(JsonObject object) {
		return JsonParser.parseString(renamed(object.toString())).getAsJsonObject();
	}

	/** Makes a gRPC call again. */
	void grpc(JsonObject recorded) {
		var note = Recording.note(recorded);
		var entry = renamed(recorded);
		var outcome = call(entry);
		var comparison = new Comparison(bindings);
		comparison.compare("status", Recording.text(entry, "status"), outcome.status().getCode().name());
		comparison.compare("message", Recording.text(entry, "message"),
				outcome.status().getDescription() == null ? "" : outcome.status().getDescription());
		var responses = Recording.list(entry, "responses");
		if (responses.size() != outcome.messages().size()) {
			comparison.differ("responses", responses.size(), outcome.messages().size());
		}
		for (var i = 0; i < Math.min(responses.size(), outcome.messages().size()); i++) {
			comparison.compare("responses/" + i, responses.get(i).get("json"),
					MessageJson.of(outcome.messages().get(i)));
		}
		check(GRPC, note, comparison);
	}

	private GrpcCalls.Outcome call(JsonObject entry) {
		var path = Recording.text(entry, "method");
		var metadata = new HashMap<String, String>();
		entry.getAsJsonObject("metadata").asMap()
				.forEach((key, value) -> metadata.put(key, bindings.replaced(value.getAsString())));
		var requests = new ArrayList<Message>();
		for (var request : Recording.list(entry, "requests")) {
			requests.add(request(path, Recording.text(request, "base64")));
		}
		return bench.grpc().call(path, metadata, requests);
	}

	/** Returns a recorded request with the ids and names of today. */
	private Message request(String path, String base64) {
		var marshaller = (PrototypeMarshaller<Message>) GrpcCalls.method(path).getRequestMarshaller();
		try {
			var recorded = marshaller.getMessagePrototype().getParserForType()
					.parseFrom(Base64.getDecoder().decode(base64));
			return replaced(recorded);
		} catch (InvalidProtocolBufferException e) {
			throw new AssertionError("not a message: " + base64, e);
		}
	}

	private Message replaced(Message message) {
		var builder = message.toBuilder();
		message.getAllFields().forEach((field, value) -> {
			if (value instanceof String text) {
				builder.setField(field, renamed(bindings.replaced(text)));
			} else if (value instanceof Message inner) {
				builder.setField(field, replaced(inner));
			}
		});
		return builder.build();
	}

	/** Makes an HTTP request again. */
	void http(JsonObject recorded) {
		var note = Recording.note(recorded);
		var entry = renamed(recorded);
		var response = send(entry.getAsJsonObject("request"));
		var expected = entry.getAsJsonObject("response");
		var comparison = new Comparison(bindings);
		comparison.compare("status", expected.get("status").getAsString(),
				String.valueOf(response.statusCode()));
		comparison.compare("headers", lower(expected.getAsJsonObject("headers")), headers(response));
		comparison.compare("body", blank(Recording.text(expected, "body")), blank(response.body()));
		check(S3, note, comparison);
	}

	private HttpResponse<String> send(JsonObject request) {
		var url = bindings.replaced(Recording.text(request, "url"));
		var builder = HttpRequest.newBuilder(URI.create(url)).method(Recording.text(request, "method"),
				HttpRequest.BodyPublishers.ofByteArray(body(Recording.text(request, "body"))));
		request.getAsJsonObject("headers").asMap().forEach((name, value) -> {
			if (!RESTRICTED.contains(name.toLowerCase(Locale.ROOT))) {
				builder.header(name, bindings.replaced(value.getAsString()));
			}
		});
		try {
			return bench.http().send(builder.build(),
					HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
		} catch (IOException e) {
			throw new AssertionError("no answer from " + url, e);
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new AssertionError(e);
		}
	}

	/**
	 * Returns the content of a request; long ones follow the pattern that their digests were computed for.
	 */
	private static byte[] body(String recorded) {
		var binary = BINARY.matcher(recorded);
		if (!binary.matches()) {
			return recorded.getBytes(StandardCharsets.UTF_8);
		}
		var bytes = new byte[Integer.parseInt(binary.group(1))];
		for (var i = 0; i < bytes.length; i++) {
			bytes[i] = (byte) (i * 31 + (i >> 8) * 7 + (i >> 16) * 13);
		}
		return bytes;
	}

	private static JsonObject lower(JsonObject headers) {
		var result = new JsonObject();
		headers.asMap().forEach((name, value) -> result.add(name.toLowerCase(Locale.ROOT), value));
		return result;
	}

	private static JsonObject headers(HttpResponse<String> response) {
		var result = new JsonObject();
		response.headers().map()
				.forEach((name, values) -> result.addProperty(name, String.join(", ", values)));
		return result;
	}

	private static String blank(String body) {
		return body.replaceAll("<RequestId>[0-9A-F]{16}<", "<RequestId><").replaceAll("http://[0-9.]+:\\d+/",
				"http://x/");
	}

	/** Takes the events of an action out of what came, whatever their order. */
	void events(JsonObject recorded) {
		var note = Recording.note(recorded);
		var missing = new ArrayList<String>();
		for (var event : Recording.list(renamed(recorded), "events")) {
			var expected = event.getAsJsonObject("json");
			if (events.take(actual -> isLike(note, expected, actual)).isEmpty()) {
				missing.add(bindings.replaced(expected.toString()) + nearest(note, expected));
			}
		}
		assertTrue(missing.isEmpty(), () -> "these events did not come:\n" + String.join("\n", missing));
	}

	/** Returns how the events that did come differ, those that differ least first. */
	private String nearest(String note, JsonObject expected) {
		return events.rest().stream().map(actual -> {
			var comparison = new Comparison(bindings.copy());
			comparison.compare("event", expected, MessageJson.of(actual));
			return deviations.uncovered(EVENTS, note, comparison.differences());
		}).sorted(Comparator.comparingInt(List::size)).limit(3).map(differences -> "\n\t" + differences)
				.collect(Collectors.joining());
	}

	private boolean isLike(String note, JsonObject expected, NodeChangeEvent actual) {
		var tried = bindings.copy();
		var comparison = new Comparison(tried);
		comparison.compare("event", expected, MessageJson.of(actual));
		var isLike = deviations.uncovered(EVENTS, note, comparison.differences()).isEmpty();
		if (isLike) {
			bindings.adopt(tried);
		}
		return isLike;
	}

	/** Returns the paths of events that no recorded action explains. */
	List<String> unexplained() {
		return events.rest().stream()
				.map(event -> event.hasTarget() ? event.getTarget().getPath() : event.getSource().getPath())
				.toList();
	}

	/** Waits until a call gives what was recorded for it. */
	void await(JsonObject recorded) {
		var entry = renamed(recorded);
		var wanted = tags(Recording.list(entry, "responses").getFirst().getAsJsonObject("json"));
		for (var i = 0; i < 2000; i++) {
			var outcome = call(entry);
			if (outcome.status().isOk()
					&& tags(MessageJson.of(outcome.messages().getFirst())).equals(wanted)) {
				return;
			}
			LockSupport.parkNanos(PAUSE_NANOS);
		}
		fail("it never came to that: " + wanted);
	}

	/** Waits until a file of this workspace has its content hash. */
	void awaitHash(String path) {
		for (var i = 0; i < 2000; i++) {
			var outcome = bench.grpc().call("/tree.NodeProvider/ReadNode",
					Map.of("x-pydio-bearer", bench.token()),
					List.of(ReadNodeRequest.newBuilder().setNode(Node.newBuilder().setPath(path)).build()));
			if (((ReadNodeResponse) outcome.messages().getFirst()).getNode()
					.containsMetaStore("x-cells-hash")) {
				return;
			}
			LockSupport.parkNanos(PAUSE_NANOS);
		}
		fail("the hash never came");
	}

	/** Returns what changes while a node settles. */
	private static List<String> tags(JsonObject response) {
		var node = response.getAsJsonObject("Node");
		var metas = node.getAsJsonObject("MetaStore");
		return List.of(Recording.text(node, "Size"), Recording.text(node, "Etag"),
				Recording.text(metas, "x-cells-hash"), Recording.text(metas, "StorageETag"));
	}

	private void check(String recording, String note, Comparison comparison) {
		var uncovered = deviations.uncovered(recording, note, comparison.differences());
		assertTrue(uncovered.isEmpty(),
				() -> note + " differs from its recording:\n" + String.join("\n", uncovered));
	}

	/** Puts content where the recording does not show how it came. */
	void put(String path, String text) {
		var request = new JsonObject();
		request.addProperty("method", "PUT");
		request.addProperty("url", "https://" + RECORDED_HOST + "/data/" + path);
		request.addProperty("body", text);
		var headers = new JsonObject();
		headers.addProperty("Authorization",
				"AWS4-HMAC-SHA256 Credential=<token-24>/20261122/us-east-1/s3/aws4_request,"
						+ " SignedHeaders=host, Signature=x");
		request.add("headers", headers);
		assertEquals(200, send(request).statusCode());
	}
}
