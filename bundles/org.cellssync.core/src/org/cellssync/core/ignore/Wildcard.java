package org.cellssync.core.ignore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * A pattern for one name: {@code *} any text, {@code ?} any character, {@code [a-z]}, {@code [!a-z]} and
 * {@code [[:alpha:]]} one of some characters, a backslash before a character that character.
 */
final class Wildcard {

	/** One place of a pattern. */
	private sealed interface Part {
		enum AnyText implements Part {
			ANY_TEXT
		}

		record One(IntPredicate accepted) implements Part {
		}
	}

	private final Part[] parts;

	private Wildcard(List<Part> parts) {
		this.parts = parts.toArray(Part[]::new);
	}

	/** Returns the pattern; empty where it is malformed and so matches nothing. */
	static Optional<Wildcard> of(String pattern) {
		int[] characters = pattern.codePoints().toArray();
		List<Part> parts = new ArrayList<>();
		int at = 0;
		while (at < characters.length) {
			switch (characters[at]) {
				case '*' -> {
					parts.add(Part.AnyText.ANY_TEXT);
					at++;
				}
				case '?' -> {
					parts.add(new Part.One(any -> true));
					at++;
				}
				case '[' -> {
					Optional<CharacterSet> set = CharacterSet.of(characters, at);
					if (set.isEmpty()) {
						return Optional.empty();
					}
					parts.add(new Part.One(set.get()::accepts));
					at = set.get().end();
				}
				case '\\' -> {
					if (at + 1 == characters.length) {
						return Optional.empty();
					}
					int literal = characters[at + 1];
					parts.add(new Part.One(character -> character == literal));
					at += 2;
				}
				default -> {
					int literal = characters[at];
					parts.add(new Part.One(character -> character == literal));
					at++;
				}
			}
		}
		return Optional.of(new Wildcard(parts));
	}

	/** Returns whether a whole name matches. Time is at most the product of both lengths. */
	boolean matches(String name) {
		int[] characters = name.codePoints().toArray();
		int part = 0;
		int at = 0;
		int lastText = -1;
		int retry = 0;
		while (at < characters.length) {
			if (part < parts.length && parts[part] == Part.AnyText.ANY_TEXT) {
				lastText = part++;
				retry = at;
			} else if (part < parts.length && parts[part] instanceof Part.One one
					&& one.accepted().test(characters[at])) {
				part++;
				at++;
			} else if (lastText >= 0) {
				part = lastText + 1;
				at = ++retry;
			} else {
				return false;
			}
		}
		return Arrays.stream(parts, part, parts.length).allMatch(Part.AnyText.class::isInstance);
	}
}
