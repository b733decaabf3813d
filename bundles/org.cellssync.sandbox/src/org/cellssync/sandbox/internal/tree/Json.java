package org.cellssync.sandbox.internal.tree;

/** JSON texts, escaped as little as the standard allows. */
public final class Json {
	private Json() {
	}

	/** Returns a JSON string. */
	public static String string(String text) {
		var length = text.length();
		for (var i = 0; i < length; i++) {
			if (isSpecial(text.charAt(i))) {
				return escaped(text);
			}
		}
		return "\"" + text + "\"";
	}

	private static boolean isSpecial(char c) {
		return c < ' ' || c == '"' || c == '\\';
	}

	private static String escaped(String text) {
		var result = new StringBuilder(text.length() + 16).append('"');
		for (var i = 0; i < text.length(); i++) {
			var c = text.charAt(i);
			if (!isSpecial(c)) {
				result.append(c);
			} else if (c == '"' || c == '\\') {
				result.append('\\').append(c);
			} else {
				result.append(String.format("\\u%04x", (int) c));
			}
		}
		return result.append('"').toString();
	}
}
