package org.cellssync.sandbox.internal.tree;

import java.text.Normalizer;
import java.util.ArrayDeque;

/** Paths as the index sees them: segments with {@code /} between, none in front, none behind. */
public final class TreePath {
	private TreePath() {
	}

	/** Returns the path without empty segments, {@code .} and {@code ..}. */
	public static String clean(String path) {
		if (isClean(path)) {
			return path;
		}
		var segments = new ArrayDeque<String>();
		for (var segment : path.split("/")) {
			if (segment.equals("..")) {
				segments.pollLast();
			} else if (!segment.isEmpty() && !segment.equals(".")) {
				segments.addLast(segment);
			}
		}
		return String.join("/", segments);
	}

	private static boolean isClean(String path) {
		var start = 0;
		while (start <= path.length()) {
			var slash = path.indexOf('/', start);
			var end = slash < 0 ? path.length() : slash;
			var length = end - start;
			if (length == 0 && !path.isEmpty() || length == 1 && path.charAt(start) == '.'
					|| length == 2 && path.startsWith("..", start)) {
				return false;
			}
			start = end + 1;
		}
		return true;
	}

	/** Returns the path of the folder, empty for a single segment. */
	public static String parent(String path) {
		var slash = path.lastIndexOf('/');
		return slash < 0 ? "" : path.substring(0, slash);
	}

	/** Returns the last segment. */
	public static String name(String path) {
		return path.substring(path.lastIndexOf('/') + 1);
	}

	/** Returns the first segment. */
	public static String first(String path) {
		var slash = path.indexOf('/');
		return slash < 0 ? path : path.substring(0, slash);
	}

	/** Returns all but the first segment. */
	public static String rest(String path) {
		var slash = path.indexOf('/');
		return slash < 0 ? "" : path.substring(slash + 1);
	}

	/** Returns one path below another; either may be empty. */
	public static String join(String folder, String path) {
		if (folder.isEmpty()) {
			return path;
		}
		return path.isEmpty() ? folder : folder + "/" + path;
	}

	/** Returns whether a path is a folder, or in it. */
	public static boolean isIn(String path, String folder) {
		return folder.isEmpty() || path.startsWith(folder)
				&& (path.length() == folder.length() || path.charAt(folder.length()) == '/');
	}

	/** Returns whether a name has one Unicode form only. */
	static boolean isPlain(String name) {
		for (var i = 0; i < name.length(); i++) {
			if (name.charAt(i) > 0x7e) {
				return false;
			}
		}
		return true;
	}

	/** Returns what all Unicode forms of a name have in common. */
	static String form(String name) {
		return Normalizer.normalize(name, Normalizer.Form.NFC);
	}
}
