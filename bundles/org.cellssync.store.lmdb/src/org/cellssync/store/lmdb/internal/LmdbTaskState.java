package org.cellssync.store.lmdb.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.state.Agreed;
import org.cellssync.api.state.Commit;
import org.cellssync.api.state.HistoryEntry;
import org.cellssync.api.state.HistoryQuery;
import org.cellssync.api.state.KnownContent;
import org.cellssync.api.state.StateException;
import org.cellssync.api.state.TaskState;
import org.cellssync.core.sync.Side;
import org.lmdbjava.Cursor;
import org.lmdbjava.LmdbException;

/** The state of one task in an LMDB environment of its own. */
final class LmdbTaskState implements TaskState {

	private final FolderLock lock;
	private final Environment environment;
	private final Optional<Diagnostic> setAside;
	private final InstantSource clock;
	private final Writer writer;

	LmdbTaskState(FolderLock lock, Environment environment, Optional<Diagnostic> setAside,
			InstantSource clock) {
		this.lock = lock;
		this.environment = environment;
		this.setAside = setAside;
		this.clock = clock;
		this.writer = new Writer("state-" + lock.folder().getFileName());
	}

	@Override
	public Optional<Diagnostic> setAside() {
		return setAside;
	}

	@Override
	public Agreed agreed() {
		return environment.read((txn, databases) -> {
			AgreedTree tree = new AgreedTree(
					Math.toIntExact(databases.get(Database.AGREED).stat(txn).entries));
			try (Cursor<ByteBuffer> cursor = databases.get(Database.AGREED).openCursor(txn)) {
				for (boolean found = cursor.first(); found; found = cursor.next()) {
					tree.add(AgreedCodec.decode(Buffers.copy(cursor.key()), Buffers.copy(cursor.val())));
				}
			}
			return tree.build();
		});
	}

	@Override
	public KnownContent known(Side side) {
		Database database = Database.known(side);
		return version -> environment.get(database, Keys.ofVersion(version)).map(KnownCodec::decode);
	}

	@Override
	public SortedMap<String, String> notes() {
		return environment.read((txn, databases) -> {
			SortedMap<String, String> notes = new TreeMap<>();
			try (Cursor<ByteBuffer> cursor = databases.get(Database.NOTES).openCursor(txn)) {
				for (boolean found = cursor.first(); found; found = cursor.next()) {
					Map.Entry<String, String> note = NoteCodec.decode(Buffers.copy(cursor.key()),
							Buffers.copy(cursor.val()));
					notes.put(note.getKey(), note.getValue());
				}
			}
			return notes;
		});
	}

	@Override
	public void commit(Commit commit) throws StateException {
		Changes changes = Changes.of(commit);
		if (changes.isEmpty()) {
			return;
		}
		try {
			writer.run(() -> {
				environment.write(changes.bytes(),
						(txn, databases) -> new CommitWriting(txn, databases).write(changes,
								clock.instant()));
				return null;
			});
		} catch (IOException | LmdbException e) {
			throw Troubles.notWritable(lock.folder(), e);
		}
	}

	@Override
	public List<HistoryEntry> history(HistoryQuery query) {
		return environment.read((txn, databases) -> {
			List<HistoryEntry> found = new ArrayList<>();
			try (Cursor<ByteBuffer> cursor = databases.get(Database.HISTORY).openCursor(txn)) {
				for (boolean more = cursor.last(); more
						&& found.size() < query.limit(); more = cursor.prev()) {
					HistoryEntry entry = HistoryCodec.decode(Buffers.copy(cursor.key()),
							Buffers.copy(cursor.val()));
					if (query.since().isPresent() && entry.time().isBefore(query.since().get())) {
						return found;
					}
					if (query.matches(entry)) {
						found.add(entry);
					}
				}
			}
			return found;
		});
	}

	/** Waits for what is being written and read. */
	@Override
	public void close() {
		writer.close();
		environment.close();
		try {
			lock.close();
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}
}
