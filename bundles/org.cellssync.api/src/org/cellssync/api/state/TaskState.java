package org.cellssync.api.state;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.core.sync.Side;

/**
 * What one task remembers. Reads come from any thread; writes are done by one writer thread and are durable when the call
 * returns.
 */
public interface TaskState extends AutoCloseable {

	/** Returns what became of an unreadable state, where this one was begun anew for that reason. */
	Optional<Diagnostic> setAside();

	/** Returns what both ends agreed upon last, with both ends' identities. Reads all of it. */
	Agreed agreed();

	/** Returns the digests of versions of one end. */
	KnownContent known(Side side);

	/** Returns small values by name (root ids, moved folders, decisions, …), sorted. */
	SortedMap<String, String> notes();

	/** Writes everything in {@code commit} or, on failure, nothing. */
	void commit(Commit commit) throws StateException;

	/**
	 * Returns operations, newest first.
	 *
	 * @param query what to look for
	 */
	List<HistoryEntry> history(HistoryQuery query);

	@Override
	void close();
}
