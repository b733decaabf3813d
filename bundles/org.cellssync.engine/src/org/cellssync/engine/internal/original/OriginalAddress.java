package org.cellssync.engine.internal.original;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * An end of a task as the original client writes it: {@code fs:///path}, {@code https://user@host[:port]/workspace/path}, or
 * another kind. Written by hand in parts, so blanks and the like may stand in it unencoded.
 *
 * @param scheme in lower case
 * @param user decoded; empty where none is named
 * @param host with its port unless that is the usual one; in lower case
 * @param path decoded, no slash at its end
 */
record OriginalAddress(String scheme, String user, String host, String path) {

	private static final Set<String> SERVERS = Set.of("http", "https");

	/** Reads an address; empty where it is none. */
	static Optional<OriginalAddress> parse(String text) {
		int colon = text.indexOf("://");
		if (colon <= 0) {
			return Optional.empty();
		}
		String scheme = text.substring(0, colon).toLowerCase(Locale.ROOT);
		String rest = cut(cut(text.substring(colon + 3), '#'), '?');
		int slash = rest.indexOf('/');
		String authority = slash < 0 ? rest : rest.substring(0, slash);
		Optional<String> path = decoded(slash < 0 ? "" : rest.substring(slash));
		int at = authority.lastIndexOf('@');
		Optional<String> user = decoded(at < 0 ? "" : cut(authority.substring(0, at), ':'));
		if (path.isEmpty() || user.isEmpty()) {
			return Optional.empty();
		}
		return Optional.of(new OriginalAddress(scheme, user.get(), host(scheme, authority.substring(at + 1)),
				trimmed(path.get())));
	}

	private static String cut(String text, char end) {
		int index = text.indexOf(end);
		return index < 0 ? text : text.substring(0, index);
	}

	private static String host(String scheme, String host) {
		String usual = scheme.equals("https") ? ":443" : ":80";
		String lower = host.toLowerCase(Locale.ROOT);
		return lower.endsWith(usual) ? lower.substring(0, lower.length() - usual.length()) : lower;
	}

	private static String trimmed(String path) {
		int end = path.length();
		while (end > 1 && path.charAt(end - 1) == '/') {
			end--;
		}
		return path.substring(0, end);
	}

	private static Optional<String> decoded(String text) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		for (int i = 0; i < text.length();) {
			int character = text.codePointAt(i);
			if (character == '%') {
				if (i + 3 > text.length() || !HexFormat.isHexDigit(text.charAt(i + 1))
						|| !HexFormat.isHexDigit(text.charAt(i + 2))) {
					return Optional.empty();
				}
				bytes.write(HexFormat.fromHexDigits(text, i + 1, i + 3));
				i += 3;
			} else {
				bytes.writeBytes(Character.toString(character).getBytes(StandardCharsets.UTF_8));
				i += Character.charCount(character);
			}
		}
		return Optional.of(bytes.toString(StandardCharsets.UTF_8));
	}

	boolean isLocal() {
		return scheme.equals("fs");
	}

	boolean isServer() {
		return SERVERS.contains(scheme);
	}

	/** Returns the server's address, no slash at its end. */
	String url() {
		return scheme + "://" + host;
	}

	/** Returns the folder on this computer; Windows names a drive behind the slash. */
	String folder() {
		boolean drive = path.length() > 2 && path.charAt(0) == '/' && path.charAt(2) == ':';
		return drive ? path.substring(1) : path;
	}

	/** Returns {@code workspace/path}. */
	String remotePath() {
		return path.startsWith("/") ? path.substring(1) : path;
	}
}
