package org.cellssync.engine.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

import org.cellssync.core.sync.Ids;
import org.cellssync.core.sync.LostAfterMove;
import org.cellssync.core.sync.Move;
import org.cellssync.core.sync.Side;
import org.cellssync.core.sync.Trees;
import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.core.tree.Tree;

/**
 * Folders that moved a short while ago, where an end loses items in moves. A server may lose what was in them (its index,
 * not its storage), and even sends deletion events for it: what is absent there is damage, kept on the other end and sent
 * again after a grace.
 */
final class MovedFolders {

	/** How long a server is given to show what was in a moved folder. */
	static final Duration GRACE = Duration.ofSeconds(30);

	private final Notes notes;

	MovedFolders(Notes notes) {
		this.notes = notes;
	}

	/** Notes folders that are moving; committed before the move is done or believed, so that a crash cannot forget it. */
	void moving(Collection<Move> moves, Instant now) {
		for (Move move : moves) {
			if (move.entry() instanceof Directory) {
				for (String noted : List.copyOf(notes.below(Notes.MOVED).keySet())) {
					if (SyncPath.of(noted).startsWith(move.from()) || SyncPath.of(noted).startsWith(move.to())) {
						notes.remove(Notes.MOVED + noted);
					}
				}
				notes.put(Notes.MOVED + move.to().value(), now.toString());
			}
		}
	}

	/** Where the clock was put back a grace begins anew, so that none lasts longer than it should. */
	void followClock(Instant now) {
		notes.below(Notes.MOVED).forEach((path, moved) -> {
			if (Instant.parse(moved).isAfter(now)) {
				notes.put(Notes.MOVED + path, now.toString());
			}
		});
	}

	/** Returns the folders still in their grace. */
	List<SyncPath> young(Instant now) {
		return noted(now, true);
	}

	/** Returns the folders whose grace is over and that were not found complete yet. */
	List<SyncPath> old(Instant now) {
		return noted(now, false);
	}

	private List<SyncPath> noted(Instant now, boolean young) {
		List<SyncPath> found = new ArrayList<>();
		for (Map.Entry<String, String> note : notes.below(Notes.MOVED).entrySet()) {
			if (Instant.parse(note.getValue()).plus(GRACE).isAfter(now) == young) {
				found.add(SyncPath.of(note.getKey()));
			}
		}
		return found;
	}

	/**
	 * Ends the watch over what both ends know to be no folder any more, and over folders whose grace is over and that lost
	 * nothing that was agreed upon.
	 */
	void settle(List<Side> losing, Ids ids, Trees trees, Instant now) {
		for (SyncPath path : watched()) {
			if (!(Tree.at(trees.ancestor(), path) instanceof Directory)) {
				notes.remove(Notes.MOVED + path.value());
			}
		}
		for (SyncPath path : old(now)) {
			if (losing.stream().noneMatch(side -> lost(path, side, ids, trees))) {
				notes.remove(Notes.MOVED + path.value());
			}
		}
	}

	private static boolean lost(SyncPath path, Side side, Ids ids, Trees trees) {
		return !new LostAfterMove(ids, side).mark(trees.ancestor(), trees.of(side), List.of(path)).equals(trees.of(side));
	}

	/** Returns the folders to look at once their grace is over. */
	SortedSet<SyncPath> watched() {
		SortedSet<SyncPath> paths = new TreeSet<>();
		notes.below(Notes.MOVED).keySet().forEach(path -> paths.add(SyncPath.of(path)));
		return paths;
	}

	/** Returns when the first grace ends. */
	Optional<Instant> due() {
		return notes.below(Notes.MOVED).values().stream().map(Instant::parse).min(Instant::compareTo)
				.map(moved -> moved.plus(GRACE));
	}
}
