package org.cellssync.store.lmdb.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import org.cellssync.api.state.AgreedEntry;
import org.cellssync.api.state.Commit;
import org.cellssync.api.state.HistoryEntry;
import org.cellssync.api.state.KnownContent.Proven;
import org.cellssync.core.sync.Side;
import org.cellssync.core.tree.Digest;
import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Identity;
import org.cellssync.core.tree.SyncPath;

/** Writes commits down briefly. */
final class CommitBuilder {

	static final Instant TIME = Instant.parse("2026-03-01T10:15:30.123456789Z");

	private final SortedMap<SyncPath, Optional<AgreedEntry>> agreed = new TreeMap<>();
	private final Map<String, Proven> local = new HashMap<>();
	private final Map<String, Proven> remote = new HashMap<>();
	private final SortedMap<String, Optional<String>> notes = new TreeMap<>();
	private final List<HistoryEntry> history = new ArrayList<>();

	CommitBuilder agreed(String path, Entry entry) {
		agreed.put(SyncPath.of(path),
				Optional.of(new AgreedEntry(entry, Optional.empty(), Optional.empty())));
		return this;
	}

	CommitBuilder agreed(String path, Entry entry, Identity left, Identity right) {
		agreed.put(SyncPath.of(path),
				Optional.of(new AgreedEntry(entry, Optional.ofNullable(left), Optional.ofNullable(right))));
		return this;
	}

	CommitBuilder removed(String path) {
		agreed.put(SyncPath.of(path), Optional.empty());
		return this;
	}

	CommitBuilder known(Side side, String version, Digest digest, Instant observed) {
		(side == Side.LOCAL ? local : remote).put(version, new Proven(digest, observed));
		return this;
	}

	CommitBuilder note(String name, String value) {
		notes.put(name, Optional.ofNullable(value));
		return this;
	}

	CommitBuilder history(HistoryEntry... entries) {
		history.addAll(List.of(entries));
		return this;
	}

	Commit build() {
		return new Commit(agreed, local, remote, notes, history);
	}

	static Entry.File file(long number) {
		return new Entry.File(new Digest(number * 0x9E3779B97F4A7C15L, number), number, false);
	}

	static Directory folder() {
		return Directory.EMPTY;
	}

	static Identity left(String name, long number) {
		return new Identity("fd01:" + number,
				number + "." + (1_700_000_000_000_000_000L + number) + ".fd01:" + number, TIME, name,
				true);
	}

	static Identity right(String name, long number) {
		String hex = new Digest(number * 0x9E3779B97F4A7C15L, number).hex();
		String uuid = "%08x-5f5e-4b2a-9c1d-%012x".formatted(number, number);
		return new Identity(uuid, hex + "." + number, Instant.ofEpochSecond(1_700_000_000L + number), name,
				number % 2 == 0);
	}
}
