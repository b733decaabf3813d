package org.cellssync.store.lmdb.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.cellssync.api.state.Agreed;
import org.cellssync.api.state.HistoryEntry;
import org.cellssync.api.state.HistoryQuery;
import org.cellssync.api.state.KnownContent.Proven;
import org.cellssync.api.state.TaskState;
import org.cellssync.core.sync.Side;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Identity;
import org.cellssync.core.tree.SyncPath;

/** All that a state says, for comparing. */
record Contents(Entry tree, Map<SyncPath, Identity> local, Map<SyncPath, Identity> remote,
		Map<String, String> notes,
		List<HistoryEntry> history, Map<String, Proven> known) {

	static Contents of(TaskState state) {
		Agreed agreed = state.agreed();
		Map<String, Proven> known = new HashMap<>();
		for (int part = 0; part < 4; part++) {
			for (int i = 0; i < 300; i++) {
				String local = part + ":" + i;
				String remote = part + "." + i;
				state.known(Side.LOCAL).of(local).ifPresent(proven -> known.put(local, proven));
				state.known(Side.REMOTE).of(remote).ifPresent(proven -> known.put(remote, proven));
			}
		}
		return new Contents(agreed.tree(), agreed.local().copy(), agreed.remote().copy(), state.notes(),
				state.history(new HistoryQuery(Optional.empty(), Optional.empty(), Integer.MAX_VALUE)),
				known);
	}
}
