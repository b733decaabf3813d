package org.cellssync.engine.internal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import org.cellssync.api.endpoint.Scan;
import org.cellssync.api.session.Choice;
import org.cellssync.api.session.OpenConflict;
import org.cellssync.core.sync.Conflict;
import org.cellssync.core.sync.Decision;
import org.cellssync.core.sync.Resolution;
import org.cellssync.core.sync.Trees;
import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Identity;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.core.tree.Tree;

/**
 * Conflicts that wait for somebody, and what was decided about them. Both are kept with the task, so that a decision
 * survives a crash until it is carried out, and holds only for the versions it was made about.
 */
final class ConflictDesk {

	private static final String SEPARATOR = " ";

	private final Notes notes;

	ConflictDesk(Notes notes) {
		this.notes = notes;
	}

	/** Returns the decisions that still hold: both ends hold what they held when somebody decided. Others are forgotten. */
	SortedMap<SyncPath, Decision> decisions(Trees trees) {
		SortedMap<SyncPath, Decision> holding = new TreeMap<>();
		notes.below(Notes.DECISION).forEach((name, text) -> {
			SyncPath path = SyncPath.of(name);
			String[] parts = text.split(SEPARATOR);
			Entry local = Tree.at(trees.local(), path);
			Entry remote = Tree.at(trees.remote(), path);
			if (Fingerprint.of(local).equals(parts[1]) && Fingerprint.of(remote).equals(parts[2])) {
				holding.put(path, new Decision(Resolution.valueOf(parts[0]), local, remote));
			} else {
				notes.remove(Notes.DECISION + name);
			}
		});
		return holding;
	}

	/**
	 * Keeps a decision until it is carried out.
	 *
	 * @param mark what it is about, from {@link #marks}
	 */
	void decide(OpenConflict conflict, String mark, Choice choice) {
		Resolution resolution = switch (choice) {
			case LOCAL -> Resolution.KEEP_LOCAL;
			case SERVER -> Resolution.KEEP_REMOTE;
			case BOTH -> Resolution.KEEP_BOTH;
			case NEWEST -> newerThere(conflict) ? Resolution.KEEP_REMOTE : Resolution.KEEP_LOCAL;
		};
		notes.put(Notes.DECISION + conflict.path().value(), resolution.name() + SEPARATOR + mark);
	}

	private static boolean newerThere(OpenConflict conflict) {
		Instant here = conflict.local().modified().orElse(Instant.MIN);
		Instant there = conflict.remote().modified().orElse(Instant.MIN);
		return there.isAfter(here);
	}

	/** Returns, by path, what a decision about each conflict is made about. */
	static SortedMap<SyncPath, String> marks(List<Conflict> conflicts) {
		SortedMap<SyncPath, String> marks = new TreeMap<>();
		for (Conflict each : conflicts) {
			marks.put(each.path(), Fingerprint.of(each.local()) + SEPARATOR + Fingerprint.of(each.remote()));
		}
		return marks;
	}

	/** Returns the conflicts as people see them. */
	static List<OpenConflict> open(List<Conflict> conflicts, Scan local, Scan remote) {
		return conflicts.stream().map(each -> new OpenConflict(each.path(), each.kind(),
				version(each.local(), local, each.path()), version(each.remote(), remote, each.path()))).toList();
	}

	private static Optional<Instant> modified(Scan scan, SyncPath path) {
		return scan.identities().of(path).map(Identity::modified);
	}

	private static OpenConflict.Version version(Entry entry, Scan scan, SyncPath path) {
		return switch (entry) {
			case Entry.File file -> new OpenConflict.Version("file", file.size(), modified(scan, path));
			case Directory directory -> new OpenConflict.Version("folder", 0, modified(scan, path));
			case Entry.Link link -> new OpenConflict.Version("link", 0, modified(scan, path));
			case Entry.Blocked blocked -> new OpenConflict.Version("blocked", 0, Optional.empty());
			case Entry.Absent absent -> new OpenConflict.Version("absent", 0, Optional.empty());
		};
	}
}
