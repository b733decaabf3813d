package org.cellssync.api.account;

import java.util.Objects;

/**
 * A text that gets into no log, no message and no answer.
 *
 * @param text the text itself
 */
public record Secret(String text) {

	/** Requires a text. */
	public Secret {
		Objects.requireNonNull(text);
	}

	/** Shows nothing of it. */
	@Override
	public String toString() {
		return "***";
	}
}
