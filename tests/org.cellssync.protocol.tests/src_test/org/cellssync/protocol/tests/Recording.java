package org.cellssync.protocol.tests;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/** Exchanges with a real server, in the order in which they were made. */
record Recording(String name, List<JsonObject> entries) {
	/** Reads the recording that stands beside these classes under this name. */
	static Recording read(String name) {
		var resource = "/recorded/" + name;
		try (var in = Recording.class.getResourceAsStream(resource)) {
			if (in == null) {
				throw new IllegalStateException("no such recording: " + resource);
			}
			var json = JsonParser.parseReader(new InputStreamReader(in, StandardCharsets.UTF_8))
					.getAsJsonObject();
			var entries = json.getAsJsonArray("entries").asList().stream().map(JsonElement::getAsJsonObject)
					.toList();
			return new Recording(name, entries);
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	/** Returns what an exchange is about. */
	static String note(JsonObject entry) {
		return entry.get("note").getAsString();
	}

	/** Returns an optional list of an exchange. */
	static List<JsonObject> list(JsonObject entry, String name) {
		return entry.has(name)
				? entry.getAsJsonArray(name).asList().stream().map(JsonElement::getAsJsonObject).toList()
				: List.of();
	}

	/** Returns an optional text of an exchange. */
	static String text(JsonObject object, String name) {
		return object.has(name) && !object.get(name).isJsonNull() ? object.get(name).getAsString() : "";
	}
}
