package org.cellssync.scenarios;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.state.Agreed;
import org.cellssync.api.state.Commit;
import org.cellssync.api.state.HistoryEntry;
import org.cellssync.api.state.HistoryQuery;
import org.cellssync.api.state.KnownContent;
import org.cellssync.api.state.StateException;
import org.cellssync.api.state.StateStore;
import org.cellssync.api.state.TaskState;
import org.cellssync.core.sync.Side;
import org.cellssync.store.lmdb.internal.LmdbStateStore;

/** The product's store, with somebody who is told of each write. */
final class WatchedStore implements StateStore {

	/** What happens around a write; where the one before it fails nothing is written. */
	interface Hook {
		void run() throws StateException;
	}

	private final LmdbStateStore store = new LmdbStateStore();
	private final Hook before;
	private final Hook after;

	WatchedStore(Hook before, Hook after) {
		this.before = before;
		this.after = after;
	}

	@Override
	public TaskState open(Path folder) throws StateException {
		TaskState state = store.open(folder);
		return new TaskState() {
			@Override
			public Optional<Diagnostic> setAside() {
				return state.setAside();
			}

			@Override
			public Agreed agreed() {
				return state.agreed();
			}

			@Override
			public KnownContent known(Side side) {
				return state.known(side);
			}

			@Override
			public SortedMap<String, String> notes() {
				return state.notes();
			}

			@Override
			public void commit(Commit commit) throws StateException {
				before.run();
				state.commit(commit);
				after.run();
			}

			@Override
			public List<HistoryEntry> history(HistoryQuery query) {
				return state.history(query);
			}

			@Override
			public void close() {
				state.close();
			}
		};
	}
}
