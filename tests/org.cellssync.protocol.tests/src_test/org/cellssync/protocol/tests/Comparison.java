package org.cellssync.protocol.tests;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/**
 * Compares an exchange with its recording: keys, types, statuses, messages and order exactly; ids, times,
 * tokens and hosts by pattern.
 */
final class Comparison {
	private static final Pattern TAG = Pattern.compile("[0-9a-f]{32}");
	/** What differs in every run, by the last step of its place. */
	private static final Map<String, Pattern> FREE = Map.ofEntries(free("MTime", "1[0-9]{9}"),
			free("Servertime", "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d\\+0000"),
			free("Clienttime", "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d\\+0000"),
			free("Remoteaddress", "[0-9.:]+"), free("X-Real-Ip", "[0-9.:]+"),
			free("Requesthost", "localhost:\\d+"), free("Requesthostname", "localhost"),
			free("Requestport", "\\d+"),
			free("X-Pydio-Operation-Id", "copy-move-" + Bindings.UUID + "-[0-9a-f]{8}"),
			free("date", "\\w{3}, \\d\\d \\w{3} \\d{4} [0-9:]{8} GMT"),
			free("last-modified", "\\w{3}, \\d\\d \\w{3} \\d{4} [0-9:]{8} GMT"),
			free("x-amz-request-id", "[0-9A-F]{16}"));

	private final Bindings bindings;
	private final List<Difference> differences = new ArrayList<>();

	Comparison(Bindings bindings) {
		this.bindings = bindings;
	}

	private static Map.Entry<String, Pattern> free(String step, String pattern) {
		return Map.entry(step, Pattern.compile(pattern));
	}

	List<Difference> differences() {
		return differences;
	}

	void compare(String place, JsonElement recorded, JsonElement actual) {
		if (recorded.isJsonObject() && actual.isJsonObject()) {
			compare(place, recorded.getAsJsonObject(), actual.getAsJsonObject());
		} else if (recorded.isJsonPrimitive() && actual.isJsonPrimitive()
				&& recorded.getAsJsonPrimitive().isString() == actual.getAsJsonPrimitive().isString()) {
			compare(place, recorded.getAsString(), actual.getAsString());
		} else if (!recorded.equals(actual)) {
			differ(place, recorded, actual);
		}
	}

	private void compare(String place, JsonObject recorded, JsonObject actual) {
		var isFolder = recorded.has("Type") && recorded.get("Type").getAsString().equals("COLLECTION");
		var keys = new TreeSet<>(recorded.keySet());
		keys.addAll(actual.keySet());
		for (var key : keys) {
			var step = place + "/" + key;
			if (!recorded.has(key) || !actual.has(key)) {
				differ(step, recorded.get(key), actual.get(key));
			} else if (!(isFolder && key.equals("Etag") && isTag(recorded.get(key))
					&& isTag(actual.get(key)))) {
				compare(step, recorded.get(key), actual.get(key));
			}
		}
	}

	/** Returns whether it is one of the tags that folders have, which mean nothing. */
	private static boolean isTag(JsonElement value) {
		return TAG.matcher(value.getAsString()).matches();
	}

	void compare(String place, String recorded, String actual) {
		var free = FREE.get(place.substring(place.lastIndexOf('/') + 1));
		if (free != null) {
			if (!free.matcher(actual).matches()) {
				differ(place, free, actual);
			}
		} else if (!bindings.matches(recorded, actual)) {
			differ(place, bindings.replaced(recorded), actual);
		}
	}

	void differ(String place, Object recorded, Object actual) {
		differences.add(new Difference(place, String.valueOf(recorded), String.valueOf(actual)));
	}
}
