package org.cellssync.core.ignore;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;

/** The characters between brackets. */
final class CharacterSet {

	private static final Map<String, IntPredicate> CLASSES = Map.ofEntries(
			Map.entry("alnum", Character::isLetterOrDigit), Map.entry("alpha", Character::isLetter),
			Map.entry("blank", character -> character == ' ' || character == '\t'),
			Map.entry("cntrl", Character::isISOControl), Map.entry("digit", Character::isDigit),
			Map.entry("graph", character -> !Character.isISOControl(character) && !isSpace(character)),
			Map.entry("lower", Character::isLowerCase),
			Map.entry("print", character -> !Character.isISOControl(character)),
			Map.entry("punct", CharacterSet::isPunctuation), Map.entry("space", CharacterSet::isSpace),
			Map.entry("upper", Character::isUpperCase),
			Map.entry("xdigit", character -> character < 128 && Character.digit(character, 16) >= 0));

	private final List<IntPredicate> members;
	private final boolean inverted;
	private final int end;

	private CharacterSet(List<IntPredicate> members, boolean inverted, int end) {
		this.members = members;
		this.inverted = inverted;
		this.end = end;
	}

	private static boolean isSpace(int character) {
		return Character.isWhitespace(character) || Character.isSpaceChar(character);
	}

	private static boolean isPunctuation(int character) {
		return !Character.isISOControl(character) && !isSpace(character)
				&& !Character.isLetterOrDigit(character);
	}

	/** Returns the set that begins with the bracket at {@code start}; empty where it does not end. */
	static Optional<CharacterSet> of(int[] pattern, int start) {
		int at = start + 1;
		boolean inverted = at < pattern.length && (pattern[at] == '!' || pattern[at] == '^');
		if (inverted) {
			at++;
		}
		List<IntPredicate> members = new ArrayList<>();
		boolean first = true;
		while (at < pattern.length && (first || pattern[at] != ']')) {
			first = false;
			Optional<String> name = className(pattern, at);
			if (name.isPresent()) {
				IntPredicate named = CLASSES.get(name.get());
				if (named == null) {
					return Optional.empty();
				}
				members.add(named);
				at += name.get().length() + 4;
				continue;
			}
			if (pattern[at] == '\\' && ++at == pattern.length) {
				return Optional.empty();
			}
			int low = pattern[at++];
			int high = low;
			if (at + 1 < pattern.length && pattern[at] == '-' && pattern[at + 1] != ']') {
				at++;
				if (pattern[at] == '\\' && ++at == pattern.length) {
					return Optional.empty();
				}
				high = pattern[at++];
			}
			int last = high;
			members.add(character -> low <= character && character <= last);
		}
		return at < pattern.length ? Optional.of(new CharacterSet(members, inverted, at + 1))
				: Optional.empty();
	}

	private static Optional<String> className(int[] pattern, int at) {
		if (at + 1 >= pattern.length || pattern[at] != '[' || pattern[at + 1] != ':') {
			return Optional.empty();
		}
		for (int end = at + 2; end + 1 < pattern.length && pattern[end] != ']'; end++) {
			if (pattern[end] == ':' && pattern[end + 1] == ']') {
				return Optional.of(new String(pattern, at + 2, end - at - 2));
			}
		}
		return Optional.empty();
	}

	boolean accepts(int character) {
		return members.stream().anyMatch(member -> member.test(character)) != inverted;
	}

	/** Returns the index after the closing bracket. */
	int end() {
		return end;
	}
}
