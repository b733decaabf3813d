package org.cellssync.protocol.tests;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What stands today for what was chosen freely at the time of the recording: ids, tokens, hosts. */
final class Bindings {
	static final Pattern UUID = Pattern
			.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

	private final Map<String, String> today;

	Bindings() {
		this(Map.of());
	}

	private Bindings(Map<String, String> today) {
		this.today = new HashMap<>(today);
	}

	/** Returns what is bound now, to be tried out. */
	Bindings copy() {
		return new Bindings(today);
	}

	/** Takes over what was tried out. */
	void adopt(Bindings tried) {
		today.putAll(tried.today);
	}

	/** Lets one text stand for another from now on. */
	void bind(String recorded, String actual) {
		today.put(recorded, actual);
	}

	/** Returns a recorded text with everything replaced that is bound. */
	String replaced(String recorded) {
		var result = UUID.matcher(recorded).replaceAll(
				match -> Matcher.quoteReplacement(today.getOrDefault(match.group(), match.group())));
		for (var binding : today.entrySet()) {
			if (!UUID.matcher(binding.getKey()).matches()) {
				result = result.replace(binding.getKey(), binding.getValue());
			}
		}
		return result;
	}

	/**
	 * Returns whether a recorded and an actual text are the same but for their ids, and binds those that are
	 * new.
	 */
	boolean matches(String recorded, String actual) {
		var ids = UUID.matcher(recorded);
		var others = UUID.matcher(actual);
		var found = new HashMap<String, String>();
		while (ids.find()) {
			if (!others.find()) {
				return false;
			}
			var known = today.get(ids.group());
			if (known == null ? today.containsValue(others.group()) : !known.equals(others.group())) {
				return false;
			}
			found.put(ids.group(), others.group());
		}
		var isSame = blank(replaced(recorded)).equals(blank(actual));
		if (isSame) {
			today.putAll(found);
		}
		return isSame;
	}

	private static String blank(String text) {
		return UUID.matcher(text).replaceAll("<id>");
	}
}
