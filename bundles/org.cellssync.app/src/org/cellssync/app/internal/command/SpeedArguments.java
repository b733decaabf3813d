package org.cellssync.app.internal.command;

import java.util.List;

import org.cellssync.api.session.Speed;
import org.cellssync.api.session.SpeedLimit;

import picocli.CommandLine.Option;

/** What can be typed about how fast content travels. */
final class SpeedArguments {

	private static final String NO_LIMIT = "none";

	@Option(names = "--limit-up", paramLabel = "RATE[@HOURS]|none",
			description = "Send no more bytes per second: 500k, \"1M@Mon-Fri 08:00-18:00\" (none); repeatable, the first in whose hours it is counts.")
	private List<String> up;

	@Option(names = "--limit-down", paramLabel = "RATE[@HOURS]|none",
			description = "Fetch no more bytes per second, in the same way (none).")
	private List<String> down;

	/** Returns whether nothing was typed. */
	boolean isEmpty() {
		return up == null && down == null;
	}

	/** Returns {@code speed} with what was typed. */
	Speed change(Speed speed) throws CommandFailure {
		Speed changed = up == null ? speed : speed.withUp(limit("--limit-up", up));
		return down == null ? changed : changed.withDown(limit("--limit-down", down));
	}

	private static SpeedLimit limit(String option, List<String> rates) throws CommandFailure {
		if (rates.equals(List.of(NO_LIMIT))) {
			return SpeedLimit.NONE;
		}
		try {
			return SpeedLimit.parse(rates);
		} catch (IllegalArgumentException e) {
			throw CommandFailure.usage(
					option + " takes a rate such as 500k or 1M, \"1M@Mon-Fri 08:00-18:00\" or none: " + e.getMessage());
		}
	}

	/** Returns a limit as people type it, an option for each rate. */
	static List<String> options(String option, SpeedLimit limit) {
		return limit.texts().stream().map(text -> option + (text.contains(" ") ? " \"" + text + '"' : " " + text)).toList();
	}
}
