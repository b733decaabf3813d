package org.cellssync.endpoint.cells.internal;

import java.text.Normalizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What lies directly in a folder, by names in Unicode form NFC, and for how long that may be relied on.
 * Immutable.
 */
final class FolderLook {

	/**
	 * Long enough for the files of a folder to be acted on after one listing, short enough to count as "just
	 * before".
	 */
	private static final long SHORTEST = Duration.ofSeconds(1).toNanos();
	private static final long LONGEST = Duration.ofSeconds(5).toNanos();
	/** A listing that takes long is not made again before ten times as long has passed. */
	private static final int COSTS = 10;

	private final Map<String, List<RemoteNode>> byName = new HashMap<>();
	private final long begun;
	private final long valid;

	/**
	 * A look.
	 *
	 * @param begun when the listing was asked for, in nanoseconds of any clock
	 * @param took how long it took, in nanoseconds
	 */
	FolderLook(List<RemoteNode> nodes, long begun, long took) {
		this.begun = begun;
		this.valid = Math.clamp(took * COSTS, SHORTEST, LONGEST);
		for (RemoteNode node : nodes) {
			byName.computeIfAbsent(Normalizer.normalize(node.name(), Normalizer.Form.NFC),
					name -> new ArrayList<>()).add(node);
		}
	}

	/** Returns a look at a folder below this one that is not there, as old as this. */
	FolderLook nothing() {
		return new FolderLook(List.of(), begun, 0);
	}

	/** Returns the nodes of a name: none, one, or several that differ in Unicode form. */
	List<RemoteNode> named(String name) {
		return byName.getOrDefault(name, List.of());
	}

	/** Returns whether nothing lies there. */
	boolean isEmpty() {
		return byName.isEmpty();
	}

	/** Returns when the listing was asked for, in nanoseconds of the clock given. */
	long begun() {
		return begun;
	}

	/**
	 * Returns whether this may still be relied on.
	 *
	 * @param now by the clock that tells when it began
	 */
	boolean isFresh(long now) {
		return now - begun < valid;
	}
}
