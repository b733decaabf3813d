package org.cellssync.endpoint.local.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.cellssync.api.endpoint.Scan;
import org.cellssync.core.tree.Identity;
import org.cellssync.core.tree.SyncPath;

/**
 * Who is thought to stand where while steps are done: the look they were planned from, and what was done
 * since. Thread-safe.
 */
final class Ground {

	private final Scan seen;
	// All guarded by this.
	private final Map<SyncPath, Identity> since = new HashMap<>();
	private final List<Moved> moves = new ArrayList<>();

	private record Moved(SyncPath from, SyncPath to) {
	}

	Ground(Scan seen) {
		this.seen = seen;
	}

	/** Returns who stands at {@code path}; of use only where something is known to stand there. */
	synchronized Optional<Identity> identity(SyncPath path) {
		Identity placed = since.get(path);
		if (placed != null) {
			return Optional.of(placed);
		}
		SyncPath origin = path;
		for (Moved move : moves.reversed()) {
			if (origin.startsWith(move.to)) {
				origin = origin.relocated(move.to, move.from);
			} else if (origin.startsWith(move.from)) {
				return Optional.empty();
			}
		}
		return seen.identities().of(origin);
	}

	synchronized void placed(SyncPath path, Identity identity) {
		since.put(path, identity);
	}

	synchronized void moved(SyncPath from, SyncPath to, Identity identity) {
		Map<SyncPath, Identity> relocated = new HashMap<>();
		since.entrySet().removeIf(entry -> {
			boolean within = entry.getKey().startsWith(from);
			if (within) {
				relocated.put(entry.getKey().relocated(from, to), entry.getValue());
			}
			return within;
		});
		since.putAll(relocated);
		moves.add(new Moved(from, to));
		since.put(to, identity);
	}
}
