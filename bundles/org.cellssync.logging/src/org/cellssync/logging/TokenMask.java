package org.cellssync.logging;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The last line of defence against tokens in log files: no code logs one, but a library, a server or a
 * mistake might. What looks like one is left out: a run of 80 characters or more of the alphabet of tokens
 * with several digits in it. (Tokens of Cells have 87 characters; names of classes and methods are long, too,
 * but have hardly a digit.)
 */
final class TokenMask {
	private static final Pattern RUN = Pattern.compile("[A-Za-z0-9_.~+=-]{80,}");
	private static final int DIGITS = 4;

	private TokenMask() {
	}

	/** Returns {@code text} without what looks like a token. */
	static String mask(String text) {
		Matcher runs = RUN.matcher(text);
		return runs.find() ? runs.replaceAll(TokenMask::replacement) : text;
	}

	private static String replacement(MatchResult run) {
		boolean token = run.group().chars().filter(each -> each >= '0' && each <= '9').count() >= DIGITS;
		return Matcher.quoteReplacement(
				token ? "[" + run.group().length() + " characters not logged]" : run.group());
	}
}
