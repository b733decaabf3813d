package org.cellssync.api.diagnostic;

import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The texts of {@code codes.properties}, filled in. */
final class DiagnosticTexts {

	private static final ResourceBundle TEXTS = ResourceBundle.getBundle("org.cellssync.api.diagnostic.codes");

	/** How a text ends whose reason may be missing. */
	private static final Pattern REASON = Pattern.compile(": \\{(\\d)}$");

	private DiagnosticTexts() {
	}

	static String text(Diagnostic diagnostic, String part) {
		List<Object> values = new ArrayList<>();
		values.add(diagnostic.subject());
		values.addAll(diagnostic.args());
		String pattern = TEXTS.getString(diagnostic.code() + "." + part);
		Matcher reason = REASON.matcher(pattern);
		if (reason.find() && Integer.parseInt(reason.group(1)) > diagnostic.args().size()) {
			pattern = pattern.substring(0, reason.start());
		}
		// A placeholder nobody filled must not reach the screen: it becomes empty text.
		while (values.size() < 4) {
			values.add("");
		}
		return MessageFormat.format(pattern, values.toArray()).strip();
	}
}
