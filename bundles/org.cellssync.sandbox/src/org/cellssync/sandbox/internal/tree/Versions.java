package org.cellssync.sandbox.internal.tree;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.cellssync.sandbox.internal.storage.Content;

/**
 * Versions of files. A job makes one of each write a while after it: of the content that stands there then, with the
 * storage tag of the write. They are kept for this run. Used under the forest's lock.
 */
final class Versions {
	private final Forest forest;
	private final Map<String, List<Version>> byUuid = new HashMap<>();
	private final Set<Content> held = Collections.newSetFromMap(new IdentityHashMap<>());

	/**
	 * One of them.
	 *
	 * @param modified seconds since the epoch
	 */
	record Version(String id, String etag, long modified, Content content) {
	}

	Versions(Forest forest) {
		this.forest = forest;
	}

	/** Has a version made of what was just written, where the server keeps any. */
	void written(Entry entry) {
		var etag = entry.etag;
		var modified = entry.modified;
		forest.faults().versionDelay().ifPresent(delay -> forest.later(delay, () -> {
			if (entry.isThere() && entry.content != null) {
				held.add(entry.content);
				byUuid.computeIfAbsent(entry.uuid, uuid -> new ArrayList<>())
						.add(new Version(forest.newUuid(), etag, modified, entry.content));
			}
		}));
	}

	/** Returns the versions of a file, the newest first. */
	List<Version> of(Entry entry) {
		return byUuid.getOrDefault(entry.uuid, List.of()).reversed();
	}

	/** Returns whether a version is made of this content, which therefore stays. */
	boolean hold(Content content) {
		return held.contains(content);
	}
}
