package org.cellssync.endpoint.local.internal;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import org.cellssync.core.tree.Identity;
import org.cellssync.core.tree.SyncPath;

/** Finds where paths stand on the disk, by the exact names that were listed. Not thread-safe. */
final class Places {

	private final Function<SyncPath, Optional<Identity>> identities;
	private final Map<SyncPath, Path> folders = new HashMap<>();

	/**
	 * Places below {@code root} of entries with these identities; an entry with none has the name its path
	 * has.
	 */
	Places(Path root, Function<SyncPath, Optional<Identity>> identities) {
		this.identities = identities;
		folders.put(SyncPath.ROOT, root);
	}

	/** Returns where {@code path} stands, or would stand. */
	Path place(SyncPath path) {
		return path.isRoot() ? folders.get(path) : folder(path.parent()).resolve(exactName(path));
	}

	private Path folder(SyncPath path) {
		Path known = folders.get(path);
		if (known == null) {
			known = place(path);
			folders.put(path, known);
		}
		return known;
	}

	private String exactName(SyncPath path) {
		return identities.apply(path).map(Identity::exactName).filter(name -> !name.isEmpty())
				.orElseGet(path::name);
	}
}
