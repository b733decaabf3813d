package org.cellssync.engine.internal;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import org.cellssync.api.endpoint.Scan;
import org.cellssync.api.session.Choice;
import org.cellssync.api.session.OpenConflict;
import org.cellssync.core.sync.Conflict;
import org.cellssync.core.sync.Decision;
import org.cellssync.core.sync.Held;
import org.cellssync.core.sync.Ids;
import org.cellssync.core.sync.Plan;
import org.cellssync.core.sync.Policy;
import org.cellssync.core.sync.Resolution;
import org.cellssync.core.sync.Side;
import org.cellssync.core.sync.Trees;
import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Identity;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.core.tree.Tree;

/**
 * What a person can decide about single items, and what was decided. Both are kept with the task, so that a decision
 * survives a crash until it is carried out, and holds only for the versions it was made about. Used by the task's loop
 * alone.
 */
final class ConflictDesk {

	private static final String SEPARATOR = " ";

	private final Notes notes;
	/** Marks of what is foreign, which may be many and big, and who stood there when they were made. */
	private Map<SyncPath, Marked> foreign = Map.of();
	private Ids foreignIds = Ids.NONE;

	/** A mark and the very entries it was made of. */
	private record Marked(Entry local, Entry remote, String mark) {
	}

	ConflictDesk(Notes notes) {
		this.notes = notes;
	}

	/** Returns the decisions that still hold: both ends hold what they held when somebody decided. Others are forgotten. */
	SortedMap<SyncPath, Decision> decisions(Trees trees, Ids ids) {
		SortedMap<SyncPath, Decision> holding = new TreeMap<>();
		notes.below(Notes.DECISION).forEach((name, text) -> {
			SyncPath path = SyncPath.of(name);
			String[] parts = text.split(SEPARATOR);
			Entry local = Tree.at(trees.local(), path);
			Entry remote = Tree.at(trees.remote(), path);
			if (Question.mark(path, local, remote, ids).equals(parts[1] + SEPARATOR + parts[2])) {
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
	 * @return whether the question leaves that choice
	 */
	static boolean decide(Notes notes, SyncPath path, Question question, Choice choice) {
		Optional<Resolution> resolution = switch (choice) {
			case LOCAL -> Optional.of(Resolution.KEEP_LOCAL);
			case SERVER -> Optional.of(Resolution.KEEP_REMOTE);
			case BOTH -> question.both() ? Optional.of(Resolution.KEEP_BOTH) : Optional.empty();
			case NEWEST -> question.newest();
		};
		resolution.ifPresent(each -> notes.put(Notes.DECISION + path.value(), each.name() + SEPARATOR + question.mark()));
		return resolution.isPresent();
	}

	/**
	 * Returns, by path, what can be decided about a plan's conflicts and about what is foreign. What was to move along with
	 * a folder in the same round is asked about as if it stood there, and decided about once it does.
	 *
	 * @param trees what the plan was made from, with all moves done
	 */
	SortedMap<SyncPath, Question> questions(Plan plan, Trees trees, Ids ids) {
		SortedMap<SyncPath, Question> questions = new TreeMap<>();
		for (Conflict each : plan.conflicts()) {
			String mark = Question.mark(each.path(), each.local(), each.remote(), ids);
			questions.put(each.path(), new Question(mark, Policy.newest(each, ids), true));
		}
		Map<SyncPath, Marked> marked = new HashMap<>();
		Set<SyncPath> changed = changedForeign(ids);
		for (Held each : plan.held()) {
			if (each.why() == Held.Why.FOREIGN) {
				SyncPath path = each.path();
				Entry local = Tree.at(trees.local(), path);
				Entry remote = Tree.at(trees.remote(), path);
				Marked last = changed.contains(path) ? null : foreign.get(path);
				Marked now = last != null && last.local == local && last.remote == remote ? last
						: new Marked(local, remote, Question.mark(path, local, remote, ids));
				marked.put(path, now);
				questions.put(path, new Question(now.mark, Optional.empty(), local.exists() && remote.exists()));
			}
		}
		foreign = marked;
		foreignIds = ids;
		return questions;
	}

	/** Returns the foreign items at or below which somebody else stands than before. */
	private Set<SyncPath> changedForeign(Ids ids) {
		Set<SyncPath> changed = new HashSet<>();
		if (!foreign.isEmpty()) {
			for (Side side : Side.values()) {
				for (SyncPath each : ids.of(side).changedSince(foreignIds.of(side))) {
					for (SyncPath above = each; !above.isRoot(); above = above.parent()) {
						if (foreign.containsKey(above)) {
							changed.add(above);
						}
					}
				}
			}
		}
		return changed;
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
