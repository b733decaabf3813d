package org.cellssync.core.sync;

import static org.cellssync.core.sync.Fixtures.path;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.SyncPath;

/** A reconciliation put together for comparing. */
final class Expected {

	private final List<Change> agreed = new ArrayList<>();
	private final List<Change> local = new ArrayList<>();
	private final List<Change> remote = new ArrayList<>();
	private final List<Conflict> conflicts = new ArrayList<>();
	private final SortedSet<SyncPath> blocked = new TreeSet<>();
	private final SortedSet<SyncPath> unprovenLocal = new TreeSet<>();
	private final SortedSet<SyncPath> unprovenRemote = new TreeSet<>();
	private final List<Held> held = new ArrayList<>();

	static Expected nothing() {
		return new Expected();
	}

	Expected agreed(String path, Entry before, Entry after) {
		agreed.add(Fixtures.change(path, before, after));
		return this;
	}

	Expected local(String path, Entry before, Entry after) {
		local.add(Fixtures.change(path, before, after));
		return this;
	}

	Expected remote(String path, Entry before, Entry after) {
		remote.add(Fixtures.change(path, before, after));
		return this;
	}

	Expected conflict(Conflict.Kind kind, String path, Entry ancestor, Entry local, Entry remote) {
		conflicts.add(new Conflict(path(path), kind, ancestor, local, remote));
		return this;
	}

	Expected blocked(String path) {
		blocked.add(path(path));
		return this;
	}

	Expected unprovenLocal(String path) {
		unprovenLocal.add(path(path));
		return this;
	}

	Expected unprovenRemote(String path) {
		unprovenRemote.add(path(path));
		return this;
	}

	Expected held(Held.Why why, Side side, String path) {
		held.add(new Held(path(path), side, why));
		return this;
	}

	Reconciliation reconciliation() {
		Comparator<Change> byPath = Comparator.comparing(Change::path);
		return new Reconciliation(sorted(agreed, byPath), sorted(local, byPath), sorted(remote, byPath),
				sorted(conflicts, Comparator.comparing(Conflict::path)), blocked, unprovenLocal,
				unprovenRemote, sorted(held, Comparator.comparing(Held::path)));
	}

	private static <T> List<T> sorted(List<T> list, Comparator<T> order) {
		return list.stream().sorted(order).toList();
	}

	/** Returns what must follow from the same trees with left and right end swapped. */
	static Reconciliation mirrored(Reconciliation of) {
		return new Reconciliation(of.agreed(), of.remote(), of.local(),
				of.conflicts().stream()
						.map(each -> new Conflict(each.path(), each.kind(), each.ancestor(), each.remote(),
								each.local()))
						.toList(),
				of.blocked(), of.unprovenRemote(), of.unprovenLocal(),
				of.held().stream().map(each -> new Held(each.path(), each.side().other(), each.why()))
						.toList());
	}
}
