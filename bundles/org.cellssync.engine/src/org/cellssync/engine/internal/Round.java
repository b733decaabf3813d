package org.cellssync.engine.internal;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.stream.Stream;

import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.session.Halt;
import org.cellssync.api.session.OpenConflict;
import org.cellssync.api.state.HistoryEntry;
import org.cellssync.core.sync.Side;
import org.cellssync.core.tree.SyncPath;

/**
 * What one cycle found and did.
 *
 * @param operations operations done, failed or, in a dry run, planned
 * @param acted whether anything was tried: the next cycle must look at it
 * @param lookAgainLocal paths of the left end to look at with the next cycle
 * @param lookAgainRemote paths of the right end to look at with the next cycle
 * @param unsettledLocal paths the left end has not finished taking in
 * @param unsettledRemote paths the right end has not finished taking in
 * @param halt why a person must decide before anything is done
 * @param conflicts open conflicts
 * @param questions by path, what can be decided: about open conflicts, and about what is foreign
 * @param problems troubles of single items
 * @param held items that differ and stay so because the task was set up that way
 * @param pending items that still differ, without conflicts and blocked ones
 * @param lookedLocal entries of the left end looked at
 * @param lookedRemote entries of the right end looked at
 * @param failure why an end failed on the way; what was done before stands
 */
record Round(List<HistoryEntry> operations, boolean acted, SortedSet<SyncPath> lookAgainLocal,
		SortedSet<SyncPath> lookAgainRemote, SortedSet<SyncPath> unsettledLocal, SortedSet<SyncPath> unsettledRemote,
		Optional<Halt> halt,
		List<OpenConflict> conflicts, SortedMap<SyncPath, Question> questions, List<Diagnostic> problems,
		List<Diagnostic> held, long pending,
		long lookedLocal, long lookedRemote, Optional<EndpointException> failure) {

	/** Returns the paths an end has not finished taking in. */
	SortedSet<SyncPath> unsettled(Side side) {
		return side == Side.LOCAL ? unsettledLocal : unsettledRemote;
	}

	/** Returns whether both ends have taken in everything. */
	boolean isSettled() {
		return unsettledLocal.isEmpty() && unsettledRemote.isEmpty();
	}

	/** Returns the same with operations done before it. */
	Round after(List<HistoryEntry> before, boolean tried) {
		return new Round(Stream.concat(before.stream(), operations.stream()).toList(), acted || tried, lookAgainLocal,
				lookAgainRemote, unsettledLocal, unsettledRemote, halt, conflicts, questions, problems, held, pending,
				lookedLocal, lookedRemote, failure);
	}
}
