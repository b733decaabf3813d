package org.cellssync.sandbox.internal.tree;

import java.util.Locale;
import java.util.Map;

/** Content types, by name first and by content where the name says nothing. */
public final class MediaTypes {
	private static final String BYTES = "application/octet-stream";
	private static final String TEXT = "text/plain; charset=utf-8";
	private static final Map<String, String> BY_SUFFIX = Map.ofEntries(Map.entry("txt", TEXT),
			Map.entry("bin", BYTES), Map.entry("html", "text/html; charset=utf-8"),
			Map.entry("css", "text/css; charset=utf-8"), Map.entry("csv", "text/csv; charset=utf-8"),
			Map.entry("xml", "text/xml; charset=utf-8"), Map.entry("js", "text/javascript; charset=utf-8"),
			Map.entry("json", "application/json"), Map.entry("pdf", "application/pdf"),
			Map.entry("zip", "application/zip"), Map.entry("gz", "application/gzip"),
			Map.entry("png", "image/png"), Map.entry("jpg", "image/jpeg"), Map.entry("jpeg", "image/jpeg"),
			Map.entry("gif", "image/gif"), Map.entry("svg", "image/svg+xml"),
			Map.entry("md", "text/markdown; charset=utf-8"), Map.entry("mp4", "video/mp4"));

	private MediaTypes() {
	}

	/** Returns the type of a file of which only the name is known. */
	public static String of(String name) {
		return BY_SUFFIX.getOrDefault(suffix(name), BYTES);
	}

	/**
	 * Returns the type of a file.
	 *
	 * @param start its first bytes
	 * @param length how many of them count
	 */
	public static String of(String name, byte[] start, int length) {
		var known = BY_SUFFIX.get(suffix(name));
		if (known != null) {
			return known;
		}
		for (var i = 0; i < length; i++) {
			var b = start[i];
			if (b >= 0 && b < ' ' && b != '\t' && b != '\n' && b != '\r' && b != '\f' && b != 0x1b) {
				return BYTES;
			}
		}
		return TEXT;
	}

	private static String suffix(String name) {
		return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
	}
}
