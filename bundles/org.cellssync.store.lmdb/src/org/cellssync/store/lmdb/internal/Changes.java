package org.cellssync.store.lmdb.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.cellssync.api.state.AgreedEntry;
import org.cellssync.api.state.Commit;
import org.cellssync.api.state.HistoryEntry;
import org.cellssync.api.state.KnownContent.Proven;
import org.cellssync.core.sync.Side;
import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.SyncPath;

/**
 * A commit in its binary form, so that the writer has nothing left to do but to write. Records of one
 * database come in the order of their keys, so that a first commit fills page after page.
 */
final class Changes {

	/**
	 * One record that changes.
	 *
	 * @param value what it shall hold; null removes it
	 * @param replacedTree path of which nothing below may remain; null where it does not matter
	 */
	record Change(Database database, byte[] key, byte[] value, String replacedTree) {
	}

	/**
	 * One operation; its key is known when it is written.
	 *
	 * @param content not sealed yet
	 */
	record Operation(Instant time, byte[] content) {
	}

	private final List<Change> changes = new ArrayList<>();
	private final List<Operation> operations = new ArrayList<>();
	private long bytes;

	/** Returns the binary form of {@code commit}. */
	static Changes of(Commit commit) {
		Changes changes = new Changes();
		changes.agreed(commit.agreed());
		changes.known(Side.LOCAL, commit.localDigests());
		changes.known(Side.REMOTE, commit.remoteDigests());
		commit.notes().forEach(changes::note);
		commit.history().forEach(changes::operation);
		return changes;
	}

	List<Change> changes() {
		return changes;
	}

	List<Operation> operations() {
		return operations;
	}

	boolean isEmpty() {
		return changes.isEmpty() && operations.isEmpty();
	}

	/** Returns how many bytes all records have together. */
	long bytes() {
		return bytes;
	}

	private void agreed(Map<SyncPath, Optional<AgreedEntry>> entries) {
		List<Change> agreed = new ArrayList<>(entries.size());
		entries.forEach((path, entry) -> agreed.add(agreed(path.value(), entry)));
		addSorted(agreed);
	}

	private static Change agreed(String path, Optional<AgreedEntry> entry) {
		byte[] key = Keys.ofPath(path);
		if (entry.isEmpty()) {
			return new Change(Database.AGREED, key, null, null);
		}
		boolean directory = entry.get().entry() instanceof Directory;
		byte[] content = AgreedCodec.encode(key, path, entry.get());
		return new Change(Database.AGREED, key, Seal.close(key, content), directory ? null : path);
	}

	private void known(Side side, Map<String, Proven> digests) {
		List<Change> known = new ArrayList<>(digests.size());
		digests.forEach((version, proven) -> {
			byte[] key = Keys.ofVersion(version);
			known.add(
					new Change(Database.known(side), key, Seal.close(key, KnownCodec.encode(proven)), null));
		});
		addSorted(known);
	}

	private void note(String name, Optional<String> value) {
		byte[] key = Keys.ofName(name);
		byte[] sealed = value.map(text -> Seal.close(key, NoteCodec.encode(key, name, text))).orElse(null);
		add(new Change(Database.NOTES, key, sealed, null));
	}

	private void operation(HistoryEntry entry) {
		byte[] content = HistoryCodec.encode(entry);
		operations.add(new Operation(entry.time(), content));
		bytes += content.length;
	}

	private void addSorted(List<Change> sorted) {
		sorted.sort((left, right) -> Arrays.compareUnsigned(left.key, right.key));
		sorted.forEach(this::add);
	}

	private void add(Change change) {
		changes.add(change);
		bytes += change.key.length + (change.value == null ? 0 : change.value.length);
	}
}
