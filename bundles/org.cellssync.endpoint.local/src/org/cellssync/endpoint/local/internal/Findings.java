package org.cellssync.endpoint.local.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.core.tree.Identity;
import org.cellssync.core.tree.SyncPath;

/** What the threads of one look find beside the tree. Thread-safe. */
final class Findings {

	// All guarded by this.
	private final Map<SyncPath, Identity> identities = new HashMap<>();
	private final List<Diagnostic> problems = new ArrayList<>();
	private long looked;

	synchronized void add(Map<SyncPath, Identity> found, long count) {
		identities.putAll(found);
		looked += count;
	}

	synchronized void add(Diagnostic problem) {
		problems.add(problem);
	}

	/** Returns who was found. */
	synchronized Map<SyncPath, Identity> identities() {
		return identities;
	}

	/** Returns the problems in the order of their subjects. */
	synchronized List<Diagnostic> problems() {
		problems.sort((a, b) -> a.subject().compareTo(b.subject()));
		return List.copyOf(problems);
	}

	synchronized long looked() {
		return looked;
	}
}
