package org.cellssync.core.sync;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Entry.Blocked;
import org.cellssync.core.tree.Identities;
import org.cellssync.core.tree.Identity;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.core.tree.Tree;

/** What becomes of the conflicts of a task where no person decides. */
public enum Policy {
	/** They wait for a person. */
	ASK,
	/** What was modified later counts, as both ends show it; where they show no difference a person is asked. */
	KEEP_NEWEST,
	/** What the left end holds counts. */
	KEEP_LOCAL,
	/** What the right end holds counts. */
	KEEP_REMOTE,
	/** Both are kept, one of them under another name. */
	KEEP_BOTH;

	/**
	 * Returns the decisions this policy makes. A conflict inside something that moves in the same cycle is
	 * left for the next one, when both ends have it at one path; so is one with something blocked in it.
	 *
	 * @param trees what decisions are to be counted in, see {@link Decisions#settle}
	 * @param ids who the entries of {@code trees} are
	 */
	public SortedMap<SyncPath, Decision> decide(Collection<Conflict> conflicts, Trees trees, Ids ids) {
		SortedMap<SyncPath, Decision> decisions = new TreeMap<>();
		for (Conflict conflict : conflicts) {
			Entry local = Tree.at(trees.local(), conflict.path());
			Entry remote = Tree.at(trees.remote(), conflict.path());
			if (local.equals(conflict.local()) && remote.equals(conflict.remote()) && !holdsBlocked(local)
					&& !holdsBlocked(remote)) {
				resolution(conflict, ids).ifPresent(resolution -> decisions.put(conflict.path(),
						new Decision(resolution, local, remote)));
			}
		}
		return decisions;
	}

	private Optional<Resolution> resolution(Conflict conflict, Ids ids) {
		return switch (this) {
			case ASK -> Optional.empty();
			case KEEP_NEWEST -> newest(conflict, ids);
			case KEEP_LOCAL -> Optional.of(Resolution.KEEP_LOCAL);
			case KEEP_REMOTE -> Optional.of(Resolution.KEEP_REMOTE);
			case KEEP_BOTH -> Optional.of(Resolution.KEEP_BOTH);
		};
	}

	/** Returns the resolution for whichever version of a conflict was modified later, if that can be told. */
	public static Optional<Resolution> newest(Conflict conflict, Ids ids) {
		Optional<Instant> local = modified(conflict.path(), conflict.local(), ids.local());
		Optional<Instant> remote = modified(conflict.path(), conflict.remote(), ids.remote());
		if (local.isEmpty() || remote.isEmpty() || local.equals(remote)) {
			return Optional.empty();
		}
		return Optional
				.of(local.get().isAfter(remote.get()) ? Resolution.KEEP_LOCAL : Resolution.KEEP_REMOTE);
	}

	/** A folder is as new as the newest thing in it; what is in it tells more than its own time. */
	private static Optional<Instant> modified(SyncPath path, Entry entry, Identities identities) {
		if (!(entry instanceof Directory folder) || folder.size() == 0) {
			return identities.of(path).map(Identity::modified);
		}
		Optional<Instant> latest = Optional.empty();
		for (int i = 0; i < folder.size(); i++) {
			Optional<Instant> child = modified(path.child(folder.name(i)), folder.entry(i), identities);
			if (child.isEmpty()) {
				return child;
			}
			latest = latest.filter(child.get()::isBefore).or(() -> child);
		}
		return latest;
	}

	private static boolean holdsBlocked(Entry entry) {
		if (entry instanceof Directory folder) {
			for (int i = 0; i < folder.size(); i++) {
				if (holdsBlocked(folder.entry(i))) {
					return true;
				}
			}
		}
		return entry instanceof Blocked;
	}
}
