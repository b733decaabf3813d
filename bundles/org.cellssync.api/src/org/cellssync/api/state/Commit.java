package org.cellssync.api.state;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

import org.cellssync.core.tree.SyncPath;

/**
 * One transaction.
 *
 * @param agreed paths of the ancestor that change; empty removes the path (not what is below it)
 * @param localDigests versions of the left end with their proven content
 * @param remoteDigests the same of the right end
 * @param notes small values; empty removes one
 * @param history operations to add
 */
public record Commit(SortedMap<SyncPath, Optional<AgreedEntry>> agreed, Map<String, KnownContent.Proven> localDigests,
		Map<String, KnownContent.Proven> remoteDigests, SortedMap<String, Optional<String>> notes,
		List<HistoryEntry> history) {
}
