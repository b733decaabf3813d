package org.cellssync.engine.internal;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.session.Halt;
import org.cellssync.api.session.HaltChoice;
import org.cellssync.api.session.TaskSpec;
import org.cellssync.core.sync.Danger;
import org.cellssync.core.sync.Gate;
import org.cellssync.core.sync.Mode;
import org.cellssync.core.sync.Side;
import org.cellssync.core.sync.Trees;
import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.TreeEdits;
import org.cellssync.core.tree.Tree;
import org.cellssync.core.tree.SyncPath;

/** Stops that wait for a person, and what was chosen. Kept with the task: a restart asks the same question again. */
final class Halts {

	private static final String SEPARATOR = " ";
	private static final Set<HaltChoice> STAYING = Set.of(HaltChoice.RESTORE, HaltChoice.KEEP);

	private final Notes notes;

	Halts(Notes notes) {
		this.notes = notes;
	}

	/** Returns the halt a task stands at. */
	Optional<Halt> standing() {
		return notes.get(Notes.HALT).map(text -> {
			String[] parts = text.split(SEPARATOR);
			Mode mode = parts.length > 3 ? Mode.valueOf(parts[3]) : Mode.TWO_WAY;
			return halt(Danger.valueOf(parts[0]), Side.valueOf(parts[1]), Long.parseLong(parts[2]), mode);
		});
	}

	/** Stops the task until somebody chooses. */
	Halt stop(Danger danger, Side changed, long items, Mode mode) {
		notes.put(Notes.HALT, String.join(SEPARATOR, danger.name(), changed.name(), Long.toString(items), mode.name()));
		notes.remove(Notes.HALT_CHOICE);
		return halt(danger, changed, items, mode);
	}

	/** The danger has passed by itself, or was decided and dealt with. */
	void clear() {
		notes.remove(Notes.HALT).remove(Notes.HALT_CHOICE);
	}

	/** Keeps what was chosen until the next cycle heeds it. */
	void choose(HaltChoice choice) {
		notes.put(Notes.HALT_CHOICE, choice.name());
	}

	/** Returns whether the task stands at a halt that somebody has decided. */
	boolean isDecided() {
		return standing().isPresent() && chosen().isPresent();
	}

	private Optional<HaltChoice> chosen() {
		return notes.get(Notes.HALT_CHOICE).map(HaltChoice::valueOf);
	}

	/** Returns whether a person allowed this stop's deletions: the same end, and no more items than were shown. */
	boolean approved(Gate.Halt gate) {
		return chosen().filter(HaltChoice.DELETE::equals).isPresent() && notes.get(Notes.HALT).filter(text -> {
			String[] parts = text.split(SEPARATOR);
			return parts[1].equals(gate.side().name()) && gate.items() <= Long.parseLong(parts[2]);
		}).isPresent();
	}

	/** Returns whether a person chose to go on with another root, merging both ends. */
	boolean mergeChosen() {
		return chosen().filter(HaltChoice.MERGE::equals).isPresent();
	}

	/**
	 * Returns the trees with the ancestor forgetting what one end lost, where a person chose that it is to stay: to the
	 * reconciliation it is new on the end that still has it. Where both ends lead it comes back, else it is foreign from now on.
	 */
	Trees restored(Trees trees) {
		Optional<Halt> halt = standing();
		if (halt.isEmpty() || chosen().filter(STAYING::contains).isEmpty()) {
			return trees;
		}
		Entry lost = trees.of(halt.get().side().other());
		TreeEdits edits = new TreeEdits();
		forget(SyncPath.ROOT, trees.ancestor(), lost, edits);
		return new Trees(edits.applyTo(trees.ancestor()), trees.local(), trees.remote());
	}

	private static void forget(SyncPath path, Entry ancestor, Entry present, TreeEdits edits) {
		boolean replaced = present.exists() && !(present instanceof Entry.Blocked)
				&& ancestor instanceof Directory != present instanceof Directory;
		if (!present.exists() || replaced) {
			edits.put(path, Entry.Absent.ABSENT);
		} else if (ancestor instanceof Directory directory) {
			directory.forEach((name, child) -> forget(path.child(name), child, Tree.at(present, SyncPath.of(name)), edits));
		}
	}

	/** Returns the halt as people read it: about the task of that name, or about the folder that is another one. */
	static Halt named(Halt halt, TaskSpec spec) {
		Diagnostic old = halt.diagnostic();
		String subject = switch (old.code()) {
			case LOCAL_ROOT_REPLACED -> spec.left().text();
			case REMOTE_ROOT_REPLACED -> spec.right().text();
			default -> spec.name();
		};
		return new Halt(new Diagnostic(old.code(), subject, old.args()), halt.side(), halt.items(), halt.choices());
	}

	private static Halt halt(Danger danger, Side changed, long items, Mode mode) {
		String count = Long.toString(items);
		HaltChoice staying = mode == Mode.TWO_WAY ? HaltChoice.RESTORE : HaltChoice.KEEP;
		return switch (danger) {
			case ROOT_EMPTIED -> new Halt(Diagnostic.of(Code.HALT_ROOT_EMPTIED, "", count), changed, items,
					List.of(staying, HaltChoice.DELETE, HaltChoice.DISCONNECT));
			case MASS_DELETION -> new Halt(Diagnostic.of(Code.HALT_MASS_DELETION, "", count), changed, items,
					List.of(staying, HaltChoice.DELETE, HaltChoice.DISCONNECT));
			case ROOT_REPLACED, ROOT_MISSING -> new Halt(Diagnostic.of(
					changed == Side.LOCAL ? Code.LOCAL_ROOT_REPLACED : Code.REMOTE_ROOT_REPLACED, ""), changed, 0,
					List.of(HaltChoice.DISCONNECT, HaltChoice.MERGE));
		};
	}
}
