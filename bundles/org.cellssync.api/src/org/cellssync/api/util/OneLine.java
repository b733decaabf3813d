package org.cellssync.api.util;

/**
 * Text that may hold names of others, for a place of one line. A file can have any name on some systems: a line break in it
 * would look like another item, and other control characters do whatever a terminal lets them do.
 */
public final class OneLine {

	private OneLine() {
	}

	/**
	 * Returns {@code text} with each control character, line break and mark that turns the direction of writing shown as
	 * JSON writes it, such as {@code \n} or {@code \}{@code u001b}. All else is as it was, backslashes too.
	 */
	public static String of(String text) {
		if (text.chars().noneMatch(OneLine::isUnseen)) {
			return text;
		}
		StringBuilder shown = new StringBuilder();
		text.chars().forEach(each -> {
			switch (each) {
				case '\n' -> shown.append("\\n");
				case '\r' -> shown.append("\\r");
				case '\t' -> shown.append("\\t");
				default -> {
					if (isUnseen(each)) {
						shown.append(String.format("\\u%04x", each));
					} else {
						shown.append((char) each);
					}
				}
			}
		});
		return shown.toString();
	}

	private static boolean isUnseen(int character) {
		return Character.isISOControl(character) || character == 0x2028 || character == 0x2029
				|| character >= 0x202A && character <= 0x202E || character >= 0x2066 && character <= 0x2069;
	}
}
