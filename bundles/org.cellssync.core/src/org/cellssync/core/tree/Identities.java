package org.cellssync.core.tree;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The identities of a tree's entries by path. Immutable. Those that differ from others by some paths share
 * the rest with them.
 */
public final class Identities {

	/** No identity at all. */
	public static final Identities NONE = new Identities(Map.of(), Map.of(), 0);

	/**
	 * Up to this many changed paths lie beside what is shared, or, where that is more, a sixteenth of the
	 * shared ones.
	 */
	private static final int FEW = 1000;

	private final Map<SyncPath, Identity> shared;
	private final Map<SyncPath, Optional<Identity>> changed;
	private final int size;

	private Identities(Map<SyncPath, Identity> shared, Map<SyncPath, Optional<Identity>> changed, int size) {
		this.shared = shared;
		this.changed = changed;
		this.size = size;
	}

	/** Returns identities for a copy of {@code byPath}. */
	public static Identities of(Map<SyncPath, Identity> byPath) {
		return new Identities(new HashMap<>(byPath), Map.of(), byPath.size());
	}

	/** Returns the identity of the entry at {@code path}. */
	public Optional<Identity> of(SyncPath path) {
		Optional<Identity> change = changed.get(path);
		return change != null ? change : Optional.ofNullable(shared.get(path));
	}

	/**
	 * Returns these identities with some paths changed; takes time for the changes, not for the rest.
	 *
	 * @param changes who stands there now; empty where nothing does
	 */
	public Identities with(Map<SyncPath, Optional<Identity>> changes) {
		if (changes.isEmpty()) {
			return this;
		}
		int count = size;
		Map<SyncPath, Optional<Identity>> all = new HashMap<>(changed);
		for (Map.Entry<SyncPath, Optional<Identity>> change : changes.entrySet()) {
			count += (change.getValue().isPresent() ? 1 : 0) - (of(change.getKey()).isPresent() ? 1 : 0);
			all.put(change.getKey(), change.getValue());
		}
		Identities result = new Identities(shared, all, count);
		boolean many = all.size() > Math.max(FEW, shared.size() / 16);
		return many ? new Identities(result.copy(), Map.of(), count) : result;
	}

	/** Returns the paths that have an identity, in no particular order. */
	public Set<SyncPath> paths() {
		return Collections.unmodifiableSet((changed.isEmpty() ? shared : copy()).keySet());
	}

	/**
	 * Returns the paths whose identity may be another one than in {@code earlier}. Takes time for the changes alone where
	 * these were made from those by {@link #with}, else for all of both.
	 */
	public Set<SyncPath> changedSince(Identities earlier) {
		Set<SyncPath> paths = new HashSet<>(changed.keySet());
		paths.addAll(earlier.changed.keySet());
		if (shared != earlier.shared) {
			paths.addAll(shared.keySet());
			paths.addAll(earlier.shared.keySet());
		}
		paths.removeIf(path -> of(path).equals(earlier.of(path)));
		return paths;
	}

	/** Returns the paths at which nodes of these ids stand. Takes time for all of them, and memory for those alone. */
	public SortedSet<SyncPath> of(Set<String> ids) {
		SortedSet<SyncPath> paths = new TreeSet<>();
		shared.forEach((path, identity) -> {
			if (ids.contains(identity.id()) && !changed.containsKey(path)) {
				paths.add(path);
			}
		});
		changed.forEach((path, identity) -> {
			if (identity.isPresent() && ids.contains(identity.get().id())) {
				paths.add(path);
			}
		});
		return paths;
	}

	/** Returns a modifiable copy, for one who builds the next ones. */
	public Map<SyncPath, Identity> copy() {
		Map<SyncPath, Identity> copy = new HashMap<>(shared);
		changed.forEach((path, identity) -> {
			if (identity.isPresent()) {
				copy.put(path, identity.get());
			} else {
				copy.remove(path);
			}
		});
		return copy;
	}

	/** Returns the number of identities. */
	public int size() {
		return size;
	}
}
