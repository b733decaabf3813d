package org.cellssync.core.tree;

import java.text.Normalizer;
import java.util.Objects;

/**
 * The place of an entry below the root of a task: names in Unicode form NFC joined by {@code /}, never
 * absolute, never with {@code .} or {@code ..}; the root itself is the empty string.
 * <p>
 * The exact name an endpoint listed may be of another Unicode form; it travels in {@link
 * Identity#exactName()}.
 *
 * @param value the normal form
 */
public record SyncPath(String value) implements Comparable<SyncPath> {

	private static final char FIRST_COMBINING = '\u0300';

	/** The root of a task. */
	public static final SyncPath ROOT = new SyncPath("");

	/**
	 * Checks the form.
	 *
	 * @throws IllegalArgumentException where a segment is empty, {@code .}, {@code ..}, holds NUL, or is not
	 *            NFC
	 */
	public SyncPath {
		Objects.requireNonNull(value);
		if (!value.isEmpty()) {
			checkSegments(value);
			if (!isNormal(value)) {
				throw new IllegalArgumentException("not in Unicode form NFC: " + value);
			}
		}
	}

	private static void checkSegments(String value) {
		int start = 0;
		while (start <= value.length()) {
			int end = value.indexOf('/', start);
			if (end < 0) {
				end = value.length();
			}
			checkName(value, start, end);
			start = end + 1;
		}
		if (value.indexOf('\0') >= 0) {
			throw new IllegalArgumentException("not a relative path: " + value);
		}
	}

	private static void checkName(String value, int start, int end) {
		int length = end - start;
		boolean dots = length == 1 && value.charAt(start) == '.'
				|| length == 2 && value.charAt(start) == '.' && value.charAt(start + 1) == '.';
		if (length == 0 || dots) {
			throw new IllegalArgumentException("not a relative path: " + value);
		}
	}

	/** No character below the first combining one is changed by NFC; nearly all paths are told by this. */
	private static boolean isNormal(String text) {
		for (int i = 0; i < text.length(); i++) {
			if (text.charAt(i) >= FIRST_COMBINING) {
				return Normalizer.isNormalized(text, Normalizer.Form.NFC);
			}
		}
		return true;
	}

	private static String normal(String text) {
		return isNormal(text) ? text : Normalizer.normalize(text, Normalizer.Form.NFC);
	}

	/**
	 * Returns the path for text that a person typed or a server sent: brought into NFC, slashes at both ends
	 * dropped.
	 *
	 * @throws IllegalArgumentException as the constructor
	 */
	public static SyncPath of(String text) {
		int start = 0;
		int end = text.length();
		while (start < end && text.charAt(start) == '/') {
			start++;
		}
		while (end > start && text.charAt(end - 1) == '/') {
			end--;
		}
		String trimmed = text.substring(start, end);
		return trimmed.isEmpty() ? ROOT : new SyncPath(normal(trimmed));
	}

	/** Returns the path of a child; the name is brought into NFC and must not contain {@code /}. */
	public SyncPath child(String name) {
		if (name.indexOf('/') >= 0) {
			throw new IllegalArgumentException("a name cannot hold a slash: " + name);
		}
		return new SyncPath(isRoot() ? normal(name) : value + '/' + normal(name));
	}

	/** Returns whether this is the root of the task. */
	public boolean isRoot() {
		return value.isEmpty();
	}

	/** Returns the folder this lies in; the root is its own parent. */
	public SyncPath parent() {
		int slash = value.lastIndexOf('/');
		return slash < 0 ? ROOT : new SyncPath(value.substring(0, slash));
	}

	/** Returns the last segment, empty for the root. */
	public String name() {
		return value.substring(value.lastIndexOf('/') + 1);
	}

	/** Returns the segments from the root down, none for the root. */
	public String[] segments() {
		return isRoot() ? new String[0] : value.split("/");
	}

	/** Returns whether this is {@code other} or lies below it. */
	public boolean startsWith(SyncPath other) {
		return other.isRoot() || value.startsWith(other.value)
				&& (value.length() == other.value.length() || value.charAt(other.value.length()) == '/');
	}

	/** Returns whether this lies below {@code other} and is not {@code other} itself. */
	public boolean isBelow(SyncPath other) {
		return !equals(other) && startsWith(other);
	}

	/**
	 * Returns where this lies after {@code from} has become {@code to}; unchanged where it is not at or below
	 * {@code from}.
	 */
	public SyncPath relocated(SyncPath from, SyncPath to) {
		if (!startsWith(from)) {
			return this;
		}
		String rest = from.isRoot() ? value
				: value.substring(Math.min(value.length(), from.value.length() + 1));
		if (rest.isEmpty()) {
			return to;
		}
		return new SyncPath(to.isRoot() ? rest : to.value + '/' + rest);
	}

	/** Orders parents before their children. */
	@Override
	public int compareTo(SyncPath other) {
		return value.compareTo(other.value);
	}

	@Override
	public String toString() {
		return value;
	}
}
