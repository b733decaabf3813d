package org.cellssync.api.diagnostic;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.text.MessageFormat;
import java.util.Arrays;
import java.util.ResourceBundle;
import java.util.TreeSet;
import java.util.function.Function;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CodeTextsTest {

	private static final ResourceBundle TEXTS = ResourceBundle
			.getBundle("org.cellssync.api.diagnostic.codes");

	@Test
	void everyCodeHasItsThreeTextsAndThereAreNoOthers() {
		TreeSet<String> expected = new TreeSet<>();
		for (Code code : Code.values()) {
			for (String part : new String[] { "message", "meaning", "action" }) {
				expected.add(code + "." + part);
			}
		}
		assertEquals(expected, new TreeSet<>(TEXTS.keySet()));
	}

	@ParameterizedTest
	@EnumSource(Code.class)
	void readsWellWithSubjectAndReason(Code code) {
		Diagnostic diagnostic = Diagnostic.of(code, "a'b {0}", "reason {1}", "more");
		assertAll(() -> check(code, diagnostic.message()), () -> check(code, diagnostic.meaning()),
				() -> check(code, diagnostic.action()));
		assertTrue(diagnostic.message().contains("a'b {0}") || !pattern(code, "message").contains("{0}"));
		assertEquals(
				code + ": " + diagnostic.message() + "; " + diagnostic.meaning() + "; " + diagnostic.action(),
				diagnostic.line());
	}

	@ParameterizedTest
	@EnumSource(Code.class)
	void readsWellWithoutReason(Code code) {
		// What stands within a text is always given; only its end may be missing.
		String[] given = code == Code.SERVER_CERTIFICATE ? new String[] { "AB:CD" } : new String[0];
		Diagnostic diagnostic = Diagnostic.of(code, "x", given);
		for (Function<Diagnostic, String> part : Arrays.<Function<Diagnostic, String>>asList(
				Diagnostic::message, Diagnostic::meaning, Diagnostic::action)) {
			check(code, part.apply(diagnostic));
			assertFalse(part.apply(diagnostic).contains("{"), part.apply(diagnostic));
		}
	}

	@ParameterizedTest
	@EnumSource(Code.class)
	void placesWhatMayBeMissingBehindAColonAtTheEnd(Code code) {
		int last = code == Code.SERVER_CERTIFICATE ? 2 : 1;
		for (String part : new String[] { "message", "meaning", "action" }) {
			String pattern = pattern(code, part);
			String placeholder = "{" + last + "}";
			assertTrue(!pattern.contains(placeholder) || pattern.endsWith(": " + placeholder), pattern);
			assertTrue(new MessageFormat(pattern).getFormatsByArgumentIndex().length <= last + 1, pattern);
			assertFalse(pattern.replace("''", "").contains("'"), "single apostrophe: " + pattern);
			assertFalse(pattern.contains(";"), "semicolons part the texts of a line: " + pattern);
		}
	}

	@Test
	void keepsWhatArgumentsHold() {
		assertEquals("The disk reported an error at docs/it's {1}.txt: Input/output error",
				Diagnostic.of(Code.LOCAL_IO, "docs/it's {1}.txt", "Input/output error").message());
		assertEquals("The disk reported an error at 1:", Diagnostic.of(Code.LOCAL_IO, "1:").message());
	}

	private static String pattern(Code code, String part) {
		return TEXTS.getString(code + "." + part);
	}

	private static void check(Code code, String text) {
		assertFalse(text.isBlank(), () -> code + " has an empty text");
		assertEquals(text.strip(), text);
		assertTrue(Character.isUpperCase(text.charAt(0)) || pattern(code, "message").startsWith("{0}"), text);
		assertFalse(text.endsWith(".") || text.endsWith(":") || text.endsWith(";"), text);
		assertFalse(text.contains("  ") || text.contains("''"), text);
	}
}
