package org.cellssync.api.endpoint;

import java.util.List;
import java.util.Map;
import java.util.SortedSet;

import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.core.tree.Digest;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Identities;
import org.cellssync.core.tree.SyncPath;

/**
 * What an endpoint held when it was looked at: the full truth, however little of it was looked at anew.
 *
 * @param tree the root's entry, a directory; ignored names are left out
 * @param identities who the entries are
 * @param rootId names the root for as long as it is the same folder; another one stops the task
 * @param problems troubles of single paths, one each
 * @param lookAgain paths to look at again soon (content not settled yet)
 * @param learnt digests proven by this look, by version ({@link org.cellssync.core.tree.Identity#version()}), to be kept
 * @param looked how many entries were looked at anew
 */
public record Scan(Entry tree, Identities identities, String rootId, List<Diagnostic> problems,
		SortedSet<SyncPath> lookAgain,
		Map<String, Digest> learnt, long looked) {
}
