package org.cellssync.core.tree;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The identities of a tree's entries by path. Immutable. */
public final class Identities {

	/** No identity at all. */
	public static final Identities NONE = new Identities(Map.of());

	private final Map<SyncPath, Identity> byPath;

	private Identities(Map<SyncPath, Identity> byPath) {
		this.byPath = byPath;
	}

	/** Returns identities for a copy of {@code byPath}. */
	public static Identities of(Map<SyncPath, Identity> byPath) {
		return new Identities(new HashMap<>(byPath));
	}

	/** Returns the identity of the entry at {@code path}. */
	public Optional<Identity> of(SyncPath path) {
		return Optional.ofNullable(byPath.get(path));
	}

	/** Returns the paths that have an identity, in no particular order. */
	public Set<SyncPath> paths() {
		return Collections.unmodifiableSet(byPath.keySet());
	}

	/** Returns a modifiable copy, for one who builds the next ones. */
	public Map<SyncPath, Identity> copy() {
		return new HashMap<>(byPath);
	}

	/** Returns the number of identities. */
	public int size() {
		return byPath.size();
	}
}
