package org.cellssync.engine.internal;

import java.util.Optional;
import java.util.TreeMap;

import org.cellssync.api.session.Halt;
import org.cellssync.api.state.StateException;
import org.cellssync.core.sync.Danger;
import org.cellssync.core.sync.Mode;
import org.cellssync.core.sync.Side;

/**
 * Whether both ends still are what they were when the task began; another folder or disk in the place of one is nothing
 * to carry over.
 */
final class Roots {

	private final Memory memory;
	private final Notes notes;
	private final Halts halts;
	private final Mode mode;

	Roots(Memory memory, Notes notes, Halts halts, Mode mode) {
		this.memory = memory;
		this.notes = notes;
		this.halts = halts;
		this.mode = mode;
	}

	/**
	 * Compares what was looked at last with what is known.
	 *
	 * @param dryRun keeps nothing of it
	 * @return why a person must decide first
	 */
	Optional<Halt> check(boolean dryRun) throws StateException {
		for (Side side : Side.values()) {
			String name = Notes.ROOT + side.name();
			String present = memory.last(side).orElseThrow().rootId();
			Optional<String> known = notes.get(name);
			if (known.isPresent() && !known.get().equals(present)) {
				if (!halts.mergeChosen(side)) {
					Halt halt = halts.stop(Danger.ROOT_REPLACED, side, 0, mode);
					notes.commit();
					return Optional.of(halt);
				}
				memory.forgetAgreement(new TreeMap<>());
				halts.clear();
			}
			if (!dryRun) {
				notes.put(name, present);
			}
		}
		return Optional.empty();
	}
}
