package org.cellssync.engine.internal;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.state.Agreed;
import org.cellssync.api.state.AgreedEntry;
import org.cellssync.api.state.Commit;
import org.cellssync.api.state.HistoryEntry;
import org.cellssync.api.state.HistoryQuery;
import org.cellssync.api.state.KnownContent;
import org.cellssync.api.state.StateException;
import org.cellssync.api.state.TaskState;
import org.cellssync.core.sync.Side;
import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Identities;
import org.cellssync.core.tree.Identity;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.core.tree.TreeEdits;

/** What a task remembers, in memory; it outlasts the program that crashes. */
final class SimulatedState implements TaskState {

	/** The name of the call that is told to have failed only where it has had no effect. */
	static final String COMMIT = "commit";

	private final SortedMap<SyncPath, AgreedEntry> agreed = new TreeMap<>();
	private final Map<Side, Map<String, KnownContent.Proven>> known = new EnumMap<>(
			Map.of(Side.LOCAL, new HashMap<>(), Side.REMOTE, new HashMap<>()));
	private final SortedMap<String, String> notes = new TreeMap<>();
	private final SimulatedCalls calls;

	SimulatedState(SimulatedCalls calls) {
		this.calls = calls;
	}

	/** The file of it is lost. */
	void forget() {
		agreed.clear();
		known.values().forEach(Map::clear);
		notes.clear();
	}

	@Override
	public Optional<Diagnostic> setAside() {
		return Optional.empty();
	}

	@Override
	public Agreed agreed() {
		if (agreed.isEmpty()) {
			return new Agreed(Entry.Absent.ABSENT, Identities.NONE, Identities.NONE);
		}
		TreeEdits edits = new TreeEdits();
		Map<SyncPath, Identity> local = new HashMap<>();
		Map<SyncPath, Identity> remote = new HashMap<>();
		agreed.forEach((path, row) -> {
			if (row.entry() instanceof Directory) {
				edits.ensureDirectory(path);
			} else {
				edits.put(path, row.entry());
			}
			row.local().ifPresent(id -> local.put(path, id));
			row.remote().ifPresent(id -> remote.put(path, id));
		});
		return new Agreed(edits.applyTo(Directory.EMPTY), Identities.of(local), Identities.of(remote));
	}

	@Override
	public KnownContent known(Side side) {
		return version -> Optional.ofNullable(known.get(side).get(version));
	}

	@Override
	public SortedMap<String, String> notes() {
		return new TreeMap<>(notes);
	}

	@Override
	public void commit(Commit commit) throws StateException {
		try {
			// The task is locked meanwhile.
			calls.makeAtOnce(COMMIT, () -> {
				write(commit);
				return commit;
			});
		} catch (SimulatedCalls.Failure e) {
			throw new StateException(Diagnostic.of(Code.STATE_NOT_WRITABLE, "state"), e);
		}
	}

	private void write(Commit commit) {
		apply(commit.agreed(), agreed);
		known.get(Side.LOCAL).putAll(commit.localDigests());
		known.get(Side.REMOTE).putAll(commit.remoteDigests());
		apply(commit.notes(), notes);
	}

	private static <K, V> void apply(Map<K, Optional<V>> changes, Map<K, V> kept) {
		changes.forEach((key, value) -> value.ifPresentOrElse(each -> kept.put(key, each), () -> kept.remove(key)));
	}

	@Override
	public List<HistoryEntry> history(HistoryQuery query) {
		return List.of();
	}

	@Override
	public void close() {
		// It lasts.
	}
}
