package org.cellssync.protocol.tests;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

/**
 * Makes recorded exchanges of a browser and a program that signs in again. What the recording names by a
 * placeholder, such as a code, is learned from the first answer that holds it and has to be the same from
 * then on.
 */
final class Exchanges {
	private static final Set<String> RESTRICTED = Set.of("connection", "content-length", "host");
	private static final Pattern PLACEHOLDER = Pattern.compile("<[a-z]+(?:-\\d+)?>");
	private static final String COOKIE = "<cookie>";
	private static final String CUT = "…<cut, ";

	private final HttpClient http;
	private final Map<String, String> hosts;
	private final Bindings bindings = new Bindings();
	private final List<String> bound = new ArrayList<>();

	/**
	 * Creates a replay.
	 *
	 * @param hosts texts of the recording and those of today, the ports first
	 */
	Exchanges(HttpClient http, Map<String, String> hosts) {
		this.http = http;
		this.hosts = hosts;
	}

	/** Lets a text stand for a placeholder. */
	void bind(String placeholder, String actual) {
		bindings.bind(placeholder, actual);
		bound.add(placeholder);
	}

	/** Makes one exchange again and returns where it differs. */
	List<Difference> run(JsonObject recorded) {
		JsonObject entry = today(recorded);
		HttpResponse<byte[]> response = send(entry.getAsJsonObject("request"));
		JsonObject expected = entry.getAsJsonObject("response");
		JsonObject headers = headers(response);
		String body = body(response);
		Comparison comparison = new Comparison(bindings);
		comparison.compare("status", expected.get("status").getAsString(),
				String.valueOf(response.statusCode()));
		JsonObject expectedHeaders = plain(expected.getAsJsonObject("headers"));
		expectedHeaders.asMap().forEach((name, value) -> {
			if (headers.has(name)) {
				learn(value.getAsString(), headers.get(name).getAsString());
			}
		});
		forgiveLength(expectedHeaders, headers, response.body().length);
		comparison.compare("headers", expectedHeaders, headers);
		compareBodies(comparison, Recording.text(expected, "body"), body);
		return comparison.differences();
	}

	/**
	 * Names of hosts and tokens are of any length, so the length of a body has to be right, not as recorded.
	 */
	private static void forgiveLength(JsonObject expected, JsonObject actual, int length) {
		if (expected.has("content-length") && actual.has("content-length")) {
			expected.addProperty("content-length", Integer.toString(length));
		}
	}

	private void compareBodies(Comparison comparison, String expected, String actual) {
		learn(expected, actual);
		if (expected.contains(CUT)) {
			JsonObject head = JsonParser.parseString(uncut(expected)).getAsJsonObject();
			JsonObject whole = JsonParser.parseString(actual).getAsJsonObject();
			head.asMap().forEach((name, value) -> comparison.compare("body/" + name, value, whole.get(name)));
		} else if (isJson(expected) && isJson(actual)) {
			comparison.compare("body", indexed(JsonParser.parseString(expected)),
					indexed(JsonParser.parseString(actual)));
		} else {
			comparison.compare("body", expected, actual);
		}
	}

	/** Returns the members of a document that were recorded as wholes. */
	private static String uncut(String document) {
		return document.substring(0, document.indexOf(",\n \"i18nMessages\"")) + "}";
	}

	private static boolean isJson(String text) {
		try {
			return text.startsWith("{") && JsonParser.parseString(text).isJsonObject();
		} catch (JsonParseException e) {
			return false;
		}
	}

	/** Returns the same with arrays as objects, so that each element has a place of its own. */
	private static JsonElement indexed(JsonElement value) {
		JsonObject result = new JsonObject();
		if (value.isJsonArray()) {
			for (JsonElement element : value.getAsJsonArray()) {
				result.add(Integer.toString(result.size()), indexed(element));
			}
		} else if (value.isJsonObject()) {
			value.getAsJsonObject().asMap().forEach((name, member) -> result.add(name, indexed(member)));
		} else {
			return value;
		}
		return result;
	}

	/** Binds the placeholders of a recorded text that have no meaning yet; each cookie is another one. */
	private void learn(String recorded, String actual) {
		bound.remove(COOKIE);
		List<String> found = new ArrayList<>();
		StringBuilder pattern = new StringBuilder();
		Matcher matcher = PLACEHOLDER.matcher(recorded);
		int end = 0;
		while (matcher.find()) {
			pattern.append(Pattern.quote(recorded.substring(end, matcher.start())));
			String placeholder = matcher.group();
			int seen = found.indexOf(placeholder);
			if (bound.contains(placeholder)) {
				pattern.append(Pattern.quote(bindings.replaced(placeholder)));
			} else if (seen >= 0) {
				pattern.append("\\").append(seen + 1);
			} else {
				pattern.append("([A-Za-z0-9_.%=-]+)");
				found.add(placeholder);
			}
			end = matcher.end();
		}
		Matcher whole = Pattern.compile(pattern + Pattern.quote(recorded.substring(end))).matcher(actual);
		if (whole.matches()) {
			for (int i = 0; i < found.size(); i++) {
				bind(found.get(i), whole.group(i + 1));
			}
		}
	}

	private JsonObject today(JsonObject recorded) {
		String text = recorded.toString();
		for (Map.Entry<String, String> host : hosts.entrySet()) {
			text = text.replace(host.getKey(), host.getValue());
		}
		return JsonParser.parseString(text).getAsJsonObject();
	}

	private HttpResponse<byte[]> send(JsonObject request) {
		URI url = URI.create(bindings.replaced(Recording.text(request, "url")));
		HttpRequest.Builder builder = HttpRequest.newBuilder(url).method(Recording.text(request, "method"),
				HttpRequest.BodyPublishers.ofString(bindings.replaced(Recording.text(request, "body"))));
		request.getAsJsonObject("headers").asMap().forEach((name, value) -> {
			if (!RESTRICTED.contains(name.toLowerCase(Locale.ROOT))) {
				builder.header(name, bindings.replaced(value.getAsString()));
			}
		});
		// The client of the recording sends it always, though it is not always written down.
		builder.setHeader("Accept-Encoding", "gzip, deflate");
		try {
			return http.send(builder.build(), BodyHandlers.ofByteArray());
		} catch (IOException e) {
			throw new AssertionError("no answer from " + url, e);
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new AssertionError(e);
		}
	}

	private static String body(HttpResponse<byte[]> response) {
		boolean packed = response.headers().firstValue("Content-Encoding").filter("gzip"::equals).isPresent();
		try (var stream = new ByteArrayInputStream(response.body());
				var plain = packed ? new GZIPInputStream(stream) : stream) {
			return new String(plain.readAllBytes(), StandardCharsets.UTF_8);
		} catch (IOException e) {
			throw new AssertionError(e);
		}
	}

	private static JsonObject headers(HttpResponse<?> response) {
		JsonObject all = new JsonObject();
		response.headers().map().forEach((name, values) -> all.addProperty(name, String.join(", ", values)));
		return plain(all);
	}

	/** Returns headers with names in small letters and media types in one spelling. */
	private static JsonObject plain(JsonObject headers) {
		JsonObject result = new JsonObject();
		headers.asMap().forEach((name, value) -> {
			String key = name.toLowerCase(Locale.ROOT);
			String text = value.getAsString();
			result.addProperty(key,
					key.equals("content-type") ? text.toLowerCase(Locale.ROOT).replace("; ", ";") : text);
		});
		return result;
	}
}
