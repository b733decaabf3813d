package org.cellssync.api.state;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * What to look for in the history.
 *
 * @param since oldest time
 * @param path only this path and what is below it
 * @param text only where this is part of the path or of the old one, in letters of either size
 * @param outcome only what ended so
 * @param limit at most this many, > 0
 */
public record HistoryQuery(Optional<Instant> since, Optional<String> path, Optional<String> text,
		Optional<HistoryEntry.Outcome> outcome, int limit) {

	/** Looks for whatever was done at or below a path. */
	public HistoryQuery(Optional<Instant> since, Optional<String> path, int limit) {
		this(since, path, Optional.empty(), Optional.empty(), limit);
	}

	/** Returns whether an entry is looked for, but for the limit. A move belongs to the path it came from, too. */
	public boolean matches(HistoryEntry entry) {
		return since.filter(entry.time()::isBefore).isEmpty() && outcome.filter(each -> each != entry.outcome()).isEmpty()
				&& (isWithin(entry.path()) || isWithin(entry.from())) && (holds(entry.path()) || holds(entry.from()));
	}

	private boolean isWithin(String place) {
		return path.filter(each -> !each.isEmpty() && !place.equals(each) && !place.startsWith(each + '/')).isEmpty();
	}

	private boolean holds(String place) {
		return text.filter(each -> !place.toLowerCase(Locale.ROOT).contains(each.toLowerCase(Locale.ROOT))).isEmpty();
	}
}
