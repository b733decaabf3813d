package org.cellssync.core.sync;

import java.util.List;

/**
 * Trees in which decisions count.
 *
 * @param trees the ancestor rewritten so that reconciliation carries the decisions out
 * @param localRenames what "keep both" renames on the left end before anything else is done
 */
public record Settled(Trees trees, List<Move> localRenames) {

	/** Copies the renames. */
	public Settled {
		localRenames = List.copyOf(localRenames);
	}
}
