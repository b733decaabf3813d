package org.cellssync.core.sync;

import java.util.List;
import java.util.SortedSet;

import org.cellssync.core.tree.SyncPath;

/**
 * What follows from three trees, path by path, in the order of paths.
 *
 * @param agreed what both ends already hold alike and the ancestor does not know yet
 * @param local what shall change on the left end
 * @param remote what shall change on the right end
 * @param conflicts what somebody must decide
 * @param blocked paths at which an end holds a blocked entry that keeps something from happening
 * @param unprovenLocal files of the left end whose unread content decides about their path
 * @param unprovenRemote files of the right end whose unread content decides about their path
 * @param held what differs and stays so by the rules of the task
 */
public record Reconciliation(List<Change> agreed, List<Change> local, List<Change> remote,
		List<Conflict> conflicts,
		SortedSet<SyncPath> blocked, SortedSet<SyncPath> unprovenLocal, SortedSet<SyncPath> unprovenRemote,
		List<Held> held) {

	/** Returns the changes meant for one end. */
	public List<Change> of(Side side) {
		return side == Side.LOCAL ? local : remote;
	}
}
