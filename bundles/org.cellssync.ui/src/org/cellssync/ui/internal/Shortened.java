package org.cellssync.ui.internal;

import java.util.function.ToIntFunction;

/** Texts that have less room than they need: what tells most of them stays. Widths are pixels. */
final class Shortened {

	private static final String LEFT_OUT = "\u2026";

	private Shortened() {
	}

	/** Returns as much of the start of {@code text} as has room. */
	static String end(String text, int room, ToIntFunction<String> width) {
		return width.applyAsInt(text) <= room ? text
				: longest(text.length(), count -> start(text, count) + LEFT_OUT, room, width);
	}

	/** Returns a path without its middle: all of its name if that has room, and as much of what stands before as has. */
	static String path(String text, int room, ToIntFunction<String> width) {
		if (width.applyAsInt(text) <= room) {
			return text;
		}
		int slash = text.lastIndexOf('/');
		String name = LEFT_OUT + text.substring(Math.max(0, slash));
		return slash > 0 && width.applyAsInt(name) <= room
				? longest(slash, count -> start(text, count) + name, room, width)
				: longest(text.length() - 1, count -> start(text, count - count / 3) + LEFT_OUT + rest(text, count / 3),
						room, width);
	}

	/** Makes a text of so many characters of another one. */
	@FunctionalInterface
	private interface Part {
		String of(int count);
	}

	/** More characters are never narrower: the most that have room are found by halving. */
	private static String longest(int most, Part part, int room, ToIntFunction<String> width) {
		int fits = 0;
		int tooMany = most + 1;
		while (tooMany - fits > 1) {
			int count = (fits + tooMany) / 2;
			if (width.applyAsInt(part.of(count)) <= room) {
				fits = count;
			} else {
				tooMany = count;
			}
		}
		return part.of(fits);
	}

	/** Half a character is left out too. */
	private static String start(String text, int count) {
		return text.substring(0, count > 0 && Character.isHighSurrogate(text.charAt(count - 1)) ? count - 1 : count);
	}

	private static String rest(String text, int count) {
		int from = text.length() - count;
		return text.substring(count > 0 && Character.isLowSurrogate(text.charAt(from)) ? from + 1 : from);
	}
}
