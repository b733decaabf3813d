package org.cellssync.api.state;

import java.time.Instant;
import java.util.Optional;

/**
 * What to look for in the history.
 *
 * @param since oldest time
 * @param path only this path and what is below it
 * @param limit at most this many, > 0
 */
public record HistoryQuery(Optional<Instant> since, Optional<String> path, int limit) {
}
