package org.cellssync.core.ignore;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.cellssync.core.tree.SyncPath;

/**
 * One rule in the syntax of {@code .gitignore}. Case matters; {@code ?} stands for a character, whatever its
 * length in bytes; names are compared in Unicode form NFC.
 */
public final class IgnoreRule {

	private static final String ANY_FOLDERS = "**";

	private final String text;
	private final Origin origin;
	private final boolean takesIn;
	private final boolean foldersOnly;
	private final boolean nameOnly;
	/** Empty stands for any number of folders. */
	private final List<Optional<Wildcard>> names;

	private IgnoreRule(String text, Origin origin, boolean takesIn, boolean foldersOnly, boolean nameOnly,
			List<Optional<Wildcard>> names) {
		this.text = text;
		this.origin = origin;
		this.takesIn = takesIn;
		this.foldersOnly = foldersOnly;
		this.nameOnly = nameOnly;
		this.names = List.copyOf(names);
	}

	/** Returns the rule a line holds; empty for comments, blank lines, and what can match nothing. */
	static Optional<IgnoreRule> of(String line, Origin origin) {
		String text = withoutTrailingBlanks(line);
		String pattern = Normalizer.normalize(text, Normalizer.Form.NFC);
		if (pattern.isEmpty() || pattern.startsWith("#")) {
			return Optional.empty();
		}
		boolean takesIn = pattern.startsWith("!");
		pattern = takesIn ? pattern.substring(1) : pattern;
		boolean foldersOnly = pattern.endsWith("/");
		String body = foldersOnly ? pattern.substring(0, pattern.length() - 1) : pattern;
		boolean nameOnly = body.indexOf('/') < 0;
		List<String> segments = segments(body);
		if (segments.getFirst().isEmpty()) {
			segments.removeFirst();
		}
		List<Optional<Wildcard>> names = new ArrayList<>();
		for (String segment : segments) {
			if (segment.equals(ANY_FOLDERS) && !nameOnly) {
				names.add(Optional.empty());
				continue;
			}
			Optional<Wildcard> name = Wildcard.of(segment);
			if (segment.isEmpty() || name.isEmpty()) {
				return Optional.empty();
			}
			names.add(name);
		}
		return names.isEmpty() ? Optional.empty()
				: Optional.of(new IgnoreRule(text, origin, takesIn, foldersOnly, nameOnly, names));
	}

	/** Blanks at the end say nothing unless a backslash stands before them. */
	private static String withoutTrailingBlanks(String line) {
		int end = line.endsWith("\r") ? line.length() - 1 : line.length();
		while (end > 0 && line.charAt(end - 1) == ' ' && !isEscaped(line, end - 1)) {
			end--;
		}
		return line.substring(0, end);
	}

	private static boolean isEscaped(String line, int at) {
		int backslashes = 0;
		while (at > backslashes && line.charAt(at - backslashes - 1) == '\\') {
			backslashes++;
		}
		return backslashes % 2 == 1;
	}

	/** Splits at slashes, but for those between brackets, which match nothing there. */
	private static List<String> segments(String pattern) {
		List<String> segments = new ArrayList<>();
		int start = 0;
		int at = 0;
		while (at < pattern.length()) {
			char character = pattern.charAt(at);
			if (character == '[') {
				int[] rest = pattern.substring(at).codePoints().toArray();
				int length = CharacterSet.of(rest, 0).map(CharacterSet::end).orElse(1);
				at += new String(rest, 0, length).length();
			} else if (character == '/') {
				segments.add(pattern.substring(start, at++));
				start = at;
			} else {
				at += character == '\\' && at + 1 < pattern.length() && pattern.charAt(at + 1) != '/' ? 2 : 1;
			}
		}
		segments.add(pattern.substring(start));
		return segments;
	}

	/** Returns whether the rule speaks of an entry at or below the folder it is for. */
	boolean matches(SyncPath path, boolean directory) {
		if (foldersOnly && !directory || !path.isBelow(origin.folder())) {
			return false;
		}
		if (nameOnly) {
			return names.getFirst().orElseThrow().matches(path.name());
		}
		return matches(path.relocated(origin.folder(), SyncPath.ROOT).segments());
	}

	/** Goes over the pattern once, with all places of the path that it can have come to. */
	private boolean matches(String[] path) {
		boolean[] reached = new boolean[path.length + 1];
		reached[0] = true;
		for (int i = 0; i < names.size(); i++) {
			boolean[] next = new boolean[path.length + 1];
			boolean any = false;
			boolean last = i == names.size() - 1;
			for (int at = 0; at < path.length; at++) {
				if (names.get(i).isPresent()) {
					next[at + 1] = reached[at] && names.get(i).get().matches(path[at]);
				} else {
					any |= reached[at];
					// At the end it stands for something inside; elsewhere for nothing, too.
					next[last ? at + 1 : at] |= any;
				}
			}
			reached = next;
		}
		return reached[path.length];
	}

	/** Returns the line as it stands there. */
	public String text() {
		return text;
	}

	/** Returns where it stands. */
	public Origin origin() {
		return origin;
	}

	/** Returns whether the rule takes in what it matches, where it would else be left out. */
	public boolean takesIn() {
		return takesIn;
	}

	@Override
	public String toString() {
		return text;
	}
}
