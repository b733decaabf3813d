package org.cellssync.engine.internal;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.session.Halt;
import org.cellssync.api.session.HaltChoice;
import org.cellssync.api.session.TaskSpec;
import org.cellssync.core.sync.Change;
import org.cellssync.core.sync.Danger;
import org.cellssync.core.sync.Gate;
import org.cellssync.core.sync.Mode;
import org.cellssync.core.sync.Rules;
import org.cellssync.core.sync.Side;
import org.cellssync.core.sync.Trees;
import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Tree;
import org.cellssync.core.tree.SyncPath;

/**
 * Stops that wait for a person, and what was chosen. Kept with the task: a restart asks the same question again. Each end is
 * asked about for itself, and what was chosen for one is kept while the other one is asked about.
 */
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
		notes.remove(choiceOf(changed));
		return halt(danger, changed, items, mode);
	}

	/** All dangers have passed by themselves, or were decided and dealt with. */
	void clear() {
		notes.remove(Notes.HALT);
		for (Side side : Side.values()) {
			notes.remove(choiceOf(side));
		}
	}

	/** Keeps what was chosen about the halt the task stands at until a cycle has carried it out. */
	void choose(HaltChoice choice) {
		standing().ifPresent(halt -> notes.put(choiceOf(halt.side()), choice.name() + SEPARATOR + halt.items()));
	}

	private static String choiceOf(Side side) {
		return Notes.HALT_CHOICE + side.name();
	}

	/**
	 * Returns what somebody has decided about the halt the task stands at; it tells that from what was decided about
	 * others.
	 */
	Optional<String> decision() {
		return standing().flatMap(halt -> notes.get(choiceOf(halt.side())).map(choice -> halt.diagnostic().code() + SEPARATOR
				+ halt.side() + SEPARATOR + halt.items() + SEPARATOR + choice));
	}

	private Optional<HaltChoice> chosen(Side side) {
		return notes.get(choiceOf(side)).map(text -> HaltChoice.valueOf(text.split(SEPARATOR)[0]));
	}

	/** Returns whether a person allowed deletions on an end: no more items than were shown. */
	boolean approved(Gate.Halt gate) {
		return chosen(gate.side()).filter(HaltChoice.DELETE::equals).isPresent()
				&& notes.get(choiceOf(gate.side())).filter(text -> gate.items() <= Long.parseLong(text.split(SEPARATOR)[1]))
						.isPresent();
	}

	/** Nothing is feared for an end any more: what was allowed there is not allowed for what may come. */
	void passed(Side side) {
		if (chosen(side).filter(HaltChoice.DELETE::equals).isPresent()) {
			notes.remove(choiceOf(side));
		}
	}

	/** Returns whether a person chose to go on with another root of an end, merging both. */
	boolean mergeChosen(Side side) {
		return chosen(side).filter(HaltChoice.MERGE::equals).isPresent();
	}

	/**
	 * Returns the rules of the task, where a person chose that what an end lost is to stay: nothing that moves takes its
	 * place.
	 */
	Rules staying(Rules rules) {
		Set<Side> ends = EnumSet.noneOf(Side.class);
		ends.addAll(rules.withoutDeletions());
		for (Side side : Side.values()) {
			if (isToStay(side)) {
				ends.add(side);
			}
		}
		return Rules.withoutDeletions(rules.mode(), ends);
	}

	/**
	 * Returns what the ancestor forgets of what an end lost, where a person chose that it is to stay: to the reconciliation
	 * it is new on the end that still has it. Where both ends lead it comes back, else it is foreign from now on.
	 *
	 * @param trees with all moves done, so that what has moved is not taken for lost
	 */
	List<Change> forgotten(Trees trees) {
		List<Change> forgotten = new ArrayList<>();
		for (Side side : Side.values()) {
			if (isToStay(side)) {
				forget(SyncPath.ROOT, trees.ancestor(), trees.of(side.other()), forgotten);
			}
		}
		return forgotten;
	}

	private boolean isToStay(Side side) {
		return chosen(side).filter(STAYING::contains).isPresent();
	}

	private static void forget(SyncPath path, Entry ancestor, Entry present, List<Change> forgotten) {
		boolean replaced = present.exists() && !(present instanceof Entry.Blocked)
				&& ancestor instanceof Directory != present instanceof Directory;
		if (ancestor.exists() && (!present.exists() || replaced)) {
			forgotten.add(new Change(path, ancestor, Entry.Absent.ABSENT));
		} else if (ancestor instanceof Directory directory) {
			directory.forEach(
					(name, child) -> forget(path.child(name), child, Tree.at(present, SyncPath.of(name)), forgotten));
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
