package org.cellssync.api.session;

import java.util.List;

import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.core.sync.Side;

/**
 * A deliberate stop that a person must decide.
 *
 * @param diagnostic why
 * @param side the end that would lose items, or whose root is another one
 * @param items how many would be deleted there, 0 where that is not the question
 * @param choices what may be chosen, the careful one first
 */
public record Halt(Diagnostic diagnostic, Side side, long items, List<HaltChoice> choices) {

	/** Copies the choices. */
	public Halt {
		choices = List.copyOf(choices);
	}
}
