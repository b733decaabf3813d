package org.cellssync.engine.internal;

import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import org.cellssync.api.endpoint.Scan;
import org.cellssync.api.state.Agreed;
import org.cellssync.api.state.AgreedEntry;
import org.cellssync.api.state.Commit;
import org.cellssync.api.state.HistoryEntry;
import org.cellssync.api.state.KnownContent;
import org.cellssync.api.state.StateException;
import org.cellssync.api.state.TaskState;
import org.cellssync.core.sync.Change;
import org.cellssync.core.sync.Ids;
import org.cellssync.core.sync.Masks;
import org.cellssync.core.sync.Move;
import org.cellssync.core.sync.Side;
import org.cellssync.core.tree.Digest;
import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Identities;
import org.cellssync.core.tree.Identity;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.core.tree.Tree;
import org.cellssync.core.tree.TreeEdits;
import org.cellssync.core.tree.Unread;

/**
 * What a task knows while it runs: what both ends agreed upon, kept in its state, and the last look at each end, kept in
 * memory alone. Every change of it is committed before it is believed.
 * <p>
 * All methods lock this object; steps are recorded from the threads that perform them.
 */
final class Memory {

	private final TaskState state;
	private final Map<Side, Scan> scans = new EnumMap<>(Side.class);
	private final Map<Side, Identities> agreedIds = new EnumMap<>(Side.class);
	/** Identities of rows that are being written, to be taken over with their commit. */
	private final Map<Side, Map<SyncPath, Optional<Identity>>> agreeing = new EnumMap<>(Side.class);
	/** Paths where the looks may have told another identity than the rows hold. */
	private final Map<Side, Set<SyncPath>> told = new EnumMap<>(Side.class);
	private final Map<Side, SortedSet<SyncPath>> twice = new EnumMap<>(Side.class);
	private final Map<Side, Map<String, KnownContent.Proven>> learnt = new EnumMap<>(Side.class);
	/** Where what moves with the rows that are being written comes from. */
	private Map<SyncPath, SyncPath> origins = Map.of();
	private Entry ancestor;
	/** What the ends told that they can hold, when they were looked at. */
	private Optional<Masks.Common> common = Optional.empty();

	Memory(TaskState state) {
		this.state = state;
		Agreed agreed = state.agreed();
		ancestor = agreed.tree();
		agreedIds.put(Side.LOCAL, agreed.local());
		agreedIds.put(Side.REMOTE, agreed.remote());
		for (Side side : Side.values()) {
			agreeing.put(side, new HashMap<>());
			told.put(side, new HashSet<>());
			learnt.put(side, new HashMap<>());
		}
	}

	TaskState state() {
		return state;
	}

	synchronized Entry ancestor() {
		return ancestor;
	}

	synchronized Optional<Scan> last(Side side) {
		return Optional.ofNullable(scans.get(side));
	}

	synchronized void held(Masks.Common told) {
		common = Optional.of(told);
	}

	/** Returns whether {@code side} is known to hold no links. */
	synchronized boolean isWithoutLinks(Side side) {
		return common.filter(each -> !(side == Side.LOCAL ? each.localLinks() : each.remoteLinks())).isPresent();
	}

	/** Returns what an end is thought to hold: the last look, else what was agreed. */
	synchronized Entry expected(Side side) {
		return last(side).map(Scan::tree).orElse(ancestor);
	}

	/** Returns who the expected entries are. */
	synchronized Identities expectedIds(Side side) {
		return last(side).map(Scan::identities).orElseGet(() -> agreedIds.get(side));
	}

	/** Takes in a look; {@code observed} is a moment before it began. */
	synchronized void looked(Side side, Scan scan, Instant observed) {
		Identities before = last(side).map(Scan::identities).orElse(agreedIds.get(side));
		Set<SyncPath> changed = scan.identities().changedSince(before);
		told.get(side).addAll(changed);
		twice.put(side, twice(changed, before, scan.identities()));
		scans.put(side, scan);
		scan.learnt().forEach((version, digest) -> learn(side, version, digest, observed));
	}

	/**
	 * Returns the places of each node that the last look shows in a place where it was not before, and in another one
	 * too.
	 */
	private static SortedSet<SyncPath> twice(Set<SyncPath> changed, Identities before, Identities now) {
		Set<String> arrived = new HashSet<>();
		for (SyncPath path : changed) {
			Optional<String> id = id(now, path);
			if (id.isPresent() && !id.equals(id(before, path))) {
				arrived.add(id.get());
			}
		}
		SortedSet<SyncPath> places = new TreeSet<>();
		if (!arrived.isEmpty()) {
			Map<String, SyncPath> first = new HashMap<>();
			for (SyncPath path : now.of(arrived)) {
				SyncPath other = first.putIfAbsent(id(now, path).orElseThrow(), path);
				if (other != null) {
					places.add(other);
					places.add(path);
				}
			}
		}
		return places;
	}

	private static Optional<String> id(Identities identities, SyncPath path) {
		return identities.of(path).filter(Identity::hasId).map(Identity::id);
	}

	/**
	 * Returns the places of what the last look at an end brought to stand in two places, of which one must be out of
	 * date.
	 */
	synchronized SortedSet<SyncPath> seenTwice(Side side) {
		return twice.get(side);
	}

	/** Forgets the looks: the next one is a full one. */
	synchronized void forgetLooks() {
		scans.clear();
	}

	/** Takes in content that was proven; {@code observed} is a moment before it was read. */
	synchronized void proven(Side side, Map<SyncPath, Digest> digests, Instant observed) {
		told.get(side).addAll(digests.keySet());
		Scan scan = scans.get(side);
		TreeEdits edits = new TreeEdits();
		digests.forEach((path, digest) -> {
			if (Tree.at(scan.tree(), path) instanceof Entry.File file) {
				edits.put(path, new Entry.File(digest, file.size(), file.executable()));
				scan.identities().of(path).ifPresent(id -> learn(side, id.version(), digest, observed));
			}
		});
		scans.put(side, withTree(scan, edits.applyTo(scan.tree()), scan.identities()));
	}

	private void learn(Side side, String version, Digest digest, Instant observed) {
		if (!version.isEmpty()) {
			learnt.get(side).put(version, new KnownContent.Proven(digest, observed));
		}
	}

	/** Returns the identities that move detection needs. */
	synchronized Ids ids() {
		return new Ids(agreedIds.get(Side.LOCAL), agreedIds.get(Side.REMOTE),
				scans.get(Side.LOCAL).identities(), scans.get(Side.REMOTE).identities());
	}

	/**
	 * Commits a new ancestor, worked out from the one that was known; only what differs is written.
	 *
	 * @param moves what moved in it, in this order: who an entry was is known at its new place, also where an end holds
	 *            nothing there
	 * @param history operations that led to it
	 */
	synchronized void agree(Entry agreed, List<Move> moves, List<HistoryEntry> history) throws StateException {
		SortedMap<SyncPath, Optional<AgreedEntry>> rows = new TreeMap<>();
		origins = origins(moves);
		differ(SyncPath.ROOT, ancestor, agreed, rows);
		refreshIds(agreed, rows);
		origins = Map.of();
		commit(agreed, rows, new TreeMap<>(), history);
		told.values().forEach(Set::clear);
	}

	/**
	 * Commits a new ancestor with small values of the task.
	 *
	 * @param history operations that led to it
	 */
	synchronized void agree(Entry agreed, SortedMap<String, Optional<String>> notes, List<HistoryEntry> history)
			throws StateException {
		SortedMap<SyncPath, Optional<AgreedEntry>> rows = new TreeMap<>();
		differ(SyncPath.ROOT, ancestor, agreed, rows);
		commit(agreed, rows, notes, history);
	}

	/** Returns where in the ancestor that which moved comes from. */
	private Map<SyncPath, SyncPath> origins(List<Move> moves) {
		Map<SyncPath, SyncPath> found = new HashMap<>();
		Entry tree = ancestor;
		for (Move move : moves) {
			Map<SyncPath, SyncPath> moved = new HashMap<>();
			Tree.walk(move.from(), Tree.at(tree, move.from()), (path, entry) -> {
				SyncPath origin = found.remove(path);
				moved.put(path.relocated(move.from(), move.to()), origin == null ? path : origin);
			});
			found.putAll(moved);
			tree = Tree.moved(tree, move.from(), move.to());
		}
		return found;
	}

	private void differ(SyncPath path, Entry before, Entry after, SortedMap<SyncPath, Optional<AgreedEntry>> rows) {
		if (before == after) {
			return;
		}
		if (!after.exists()) {
			dropRow(path, rows);
		} else if (!(before instanceof Directory && after instanceof Directory) && !before.equals(after)) {
			keepRow(path, after, rows);
		}
		if (before instanceof Directory old) {
			old.forEach((name, child) -> differ(path.child(name), child, child(after, name), rows));
		}
		if (after instanceof Directory fresh) {
			fresh.forEach((name, child) -> {
				if (!child(before, name).exists()) {
					differ(path.child(name), Entry.Absent.ABSENT, child, rows);
				}
			});
		}
	}

	private static Entry child(Entry entry, String name) {
		return entry instanceof Directory directory ? directory.child(name) : Entry.Absent.ABSENT;
	}

	private void dropRow(SyncPath path, SortedMap<SyncPath, Optional<AgreedEntry>> rows) {
		agreeing.values().forEach(ids -> ids.put(path, Optional.empty()));
		rows.put(path, Optional.empty());
	}

	private void changeAgreed(SyncPath path, Entry after, TreeEdits edits, SortedMap<SyncPath, Optional<AgreedEntry>> rows) {
		if (after instanceof Directory) {
			edits.ensureDirectory(path);
		} else {
			if (Tree.at(ancestor, path) instanceof Directory before) {
				Tree.walk(path, before, (below, entry) -> dropRow(below, rows));
			}
			edits.put(path, after);
		}
		if (after.exists()) {
			keepFolders(path, rows);
			keepRow(path, after, rows);
		} else {
			dropRow(path, rows);
		}
	}

	/** What both ends hold stands in a folder on both, though nobody may have agreed on that one yet. */
	private void keepFolders(SyncPath path, SortedMap<SyncPath, Optional<AgreedEntry>> rows) {
		for (SyncPath folder = path; !folder.isRoot() && !isAgreedFolder(folder.parent(), rows); folder = folder.parent()) {
			keepRow(folder.parent(), Directory.EMPTY, rows);
		}
	}

	private boolean isAgreedFolder(SyncPath path, SortedMap<SyncPath, Optional<AgreedEntry>> rows) {
		Optional<AgreedEntry> row = rows.get(path);
		Entry entry = row == null ? Tree.at(ancestor, path) : row.map(AgreedEntry::entry).orElse(Entry.Absent.ABSENT);
		return entry instanceof Directory;
	}

	private void keepRow(SyncPath path, Entry entry, SortedMap<SyncPath, Optional<AgreedEntry>> rows) {
		if (entry instanceof Entry.Blocked || entry instanceof Entry.File file && file.content() instanceof Unread) {
			throw new IllegalStateException("what is not proven cannot be agreed upon: " + path);
		}
		Optional<Identity> local = scanned(Side.LOCAL, path).or(() -> moved(Side.LOCAL, path));
		Optional<Identity> remote = scanned(Side.REMOTE, path).or(() -> moved(Side.REMOTE, path));
		local.ifPresent(id -> agreeing.get(Side.LOCAL).put(path, local));
		remote.ifPresent(id -> agreeing.get(Side.REMOTE).put(path, remote));
		rows.put(path, Optional.of(new AgreedEntry(entry, local, remote)));
	}

	private Optional<Identity> scanned(Side side, SyncPath path) {
		return last(side).flatMap(scan -> scan.identities().of(path));
	}

	private Optional<Identity> moved(Side side, SyncPath path) {
		SyncPath origin = origins.get(path);
		return Optional.ofNullable(origin).flatMap(agreedIds.get(side)::of)
				.map(id -> origin.name().equals(path.name()) ? id : id.named(path.name()));
	}

	/** An id that was not known when its row was written (a file just sent) is written once a look has told it. */
	private void refreshIds(Entry agreed, SortedMap<SyncPath, Optional<AgreedEntry>> rows) {
		for (Side side : Side.values()) {
			for (SyncPath path : told.get(side)) {
				Optional<Identity> now = scanned(side, path);
				if (now.isPresent() && !rows.containsKey(path) && holdsAgreed(agreed, side, path)
						&& !sameNode(now.get(), agreedIds.get(side).of(path))) {
					keepRow(path, Tree.at(agreed, path), rows);
				}
			}
		}
	}

	private static boolean sameNode(Identity now, Optional<Identity> then) {
		return then.isPresent() && then.get().id().equals(now.id()) && then.get().version().equals(now.version());
	}

	private boolean holdsAgreed(Entry tree, Side side, SyncPath path) {
		Entry agreed = Tree.at(tree, path);
		Entry present = Tree.at(scans.get(side).tree(), path);
		return agreed instanceof Directory ? present instanceof Directory
				: agreed instanceof Entry.File then && present instanceof Entry.File now
						&& then.content().equals(now.content());
	}

	/**
	 * Takes in steps that were done on one end each, in their order, without agreeing on anything: the looks show them from
	 * now on.
	 *
	 * @param observed a moment before any of the content was read
	 */
	synchronized void seen(List<Recorded> records, Instant observed) {
		Looks looks = new Looks();
		for (Recorded each : records) {
			if (each.done().step() instanceof Move move) {
				looks.settle();
				looks.move(each.side(), move);
			} else {
				looks.change(each, (Change) each.done().step(), observed);
			}
		}
		looks.keep();
	}

	/**
	 * Commits changes that were done: both ends hold the same at their paths now.
	 *
	 * @param records changes only
	 * @param observed a moment before any of the content was read
	 */
	synchronized void done(List<Recorded> records, Instant observed) throws StateException {
		seen(records, observed);
		SortedMap<SyncPath, Optional<AgreedEntry>> rows = new TreeMap<>();
		TreeEdits edits = new TreeEdits();
		for (Recorded each : records) {
			changeAgreed(each.done().step().path(), each.done().entry(), edits, rows);
		}
		Entry agreed = edits.applyTo(ancestor.exists() ? ancestor : Directory.EMPTY);
		commit(agreed, rows, new TreeMap<>(), Operations.history(records));
	}

	/** The last looks while steps are being taken in. */
	private final class Looks {
		private final Map<Side, Entry> trees = new EnumMap<>(Side.class);
		private final Map<Side, Map<SyncPath, Optional<Identity>>> ids = new EnumMap<>(Side.class);
		private final Map<Side, TreeEdits> edits = new EnumMap<>(Side.class);

		Looks() {
			for (Side side : Side.values()) {
				trees.put(side, scans.get(side).tree());
				ids.put(side, new HashMap<>());
				edits.put(side, new TreeEdits());
			}
		}

		void change(Recorded each, Change change, Instant observed) {
			SyncPath path = change.path();
			Entry after = each.done().entry();
			Side target = each.side();
			Map<SyncPath, Optional<Identity>> targetIds = ids.get(target);
			if (!after.exists()) {
				Tree.walk(path, change.before(), (below, entry) -> targetIds.put(below, Optional.empty()));
				edits.get(target).put(path, after);
				return;
			}
			targetIds.put(path, Optional.of(each.done().identity()));
			if (after instanceof Directory) {
				edits.get(target).ensureDirectory(path);
			} else {
				edits.get(target).put(path, after);
			}
			if (after instanceof Entry.File file && file.content() instanceof Digest digest) {
				learn(target, each.done().identity().version(), digest, observed);
				learnSource(target.other(), path, digest, observed);
			}
		}

		private void learnSource(Side source, SyncPath path, Digest digest, Instant observed) {
			Optional<Identity> origin = id(source, path);
			if (origin.isPresent() && Tree.at(trees.get(source), path) instanceof Entry.File original) {
				learn(source, origin.get().version(), digest, observed);
				edits.get(source).put(path, new Entry.File(digest, original.size(), original.executable()));
			}
		}

		void move(Side side, Move move) {
			Map<SyncPath, Optional<Identity>> moved = new HashMap<>();
			Tree.walk(move.from(), Tree.at(trees.get(side), move.from()), (path, entry) -> {
				Optional<Identity> id = id(side, path);
				if (id.isPresent()) {
					SyncPath to = path.relocated(move.from(), move.to());
					moved.put(to, Optional.of(id.get().named(to.equals(move.to()) ? to.name() : id.get().exactName())));
					ids.get(side).put(path, Optional.empty());
				}
			});
			ids.get(side).putAll(moved);
			trees.put(side, Tree.moved(trees.get(side), move.from(), move.to()));
		}

		private Optional<Identity> id(Side side, SyncPath path) {
			Optional<Identity> changed = ids.get(side).get(path);
			return changed != null ? changed : scans.get(side).identities().of(path);
		}

		/** Brings the gathered edits into the trees. */
		void settle() {
			for (Side side : Side.values()) {
				trees.put(side, edits.get(side).applyTo(trees.get(side)));
				edits.put(side, new TreeEdits());
			}
		}

		void keep() {
			settle();
			for (Side side : Side.values()) {
				told.get(side).addAll(ids.get(side).keySet());
				scans.put(side,
						withTree(scans.get(side), trees.get(side), scans.get(side).identities().with(ids.get(side))));
			}
		}
	}

	/** Forgets what was agreed: the next cycle merges as a first one would, and deletes nothing. */
	synchronized void forgetAgreement(SortedMap<String, Optional<String>> notes) throws StateException {
		SortedMap<SyncPath, Optional<AgreedEntry>> rows = new TreeMap<>();
		Tree.walk(SyncPath.ROOT, ancestor, (path, entry) -> dropRow(path, rows));
		commit(Entry.Absent.ABSENT, rows, notes, List.of());
	}

	/**
	 * Commits that ends hold something else than was agreed and what it is. Nothing is agreed there any more, so that a
	 * person decides; the next look is a full one.
	 */
	synchronized void doubt(List<Verifying.Doubted> all) throws StateException {
		SortedMap<SyncPath, Optional<AgreedEntry>> rows = new TreeMap<>();
		TreeEdits edits = new TreeEdits();
		for (Verifying.Doubted each : all) {
			learn(Side.LOCAL, each.local().version(), each.local().digest(), each.observed());
			learn(Side.REMOTE, each.remote().version(), each.remote().digest(), each.observed());
			dropRow(each.path(), rows);
			edits.put(each.path(), Entry.Absent.ABSENT);
		}
		commit(edits.applyTo(ancestor), rows, new TreeMap<>(), List.of());
		forgetLooks();
	}

	/** Commits small values and operations alone. */
	synchronized void note(SortedMap<String, Optional<String>> notes, List<HistoryEntry> history) throws StateException {
		commit(ancestor, new TreeMap<>(), notes, history);
	}

	/** Writes, and believes what was written once it is; what the looks told is told again where it was not. */
	private void commit(Entry agreed, SortedMap<SyncPath, Optional<AgreedEntry>> rows,
			SortedMap<String, Optional<String>> notes,
			List<HistoryEntry> history) throws StateException {
		Map<Side, Map<SyncPath, Optional<Identity>>> ids = new EnumMap<>(agreeing);
		for (Side side : Side.values()) {
			agreeing.put(side, new HashMap<>());
		}
		Map<String, KnownContent.Proven> local = learnt.get(Side.LOCAL);
		Map<String, KnownContent.Proven> remote = learnt.get(Side.REMOTE);
		if (!(rows.isEmpty() && notes.isEmpty() && history.isEmpty() && local.isEmpty() && remote.isEmpty())) {
			state.commit(new Commit(rows, local, remote, notes, history));
		}
		ancestor = agreed;
		for (Side side : Side.values()) {
			agreedIds.put(side, agreedIds.get(side).with(ids.get(side)));
			learnt.put(side, new HashMap<>());
		}
	}

	private static Scan withTree(Scan scan, Entry tree, Identities identities) {
		return new Scan(tree, identities, scan.rootId(), scan.problems(), scan.lookAgain(), Map.of(), scan.looked());
	}
}
