package org.cellssync.core.sync;

import static org.cellssync.core.sync.Fixtures.trees;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

import org.cellssync.core.ignore.BuiltInIgnores;
import org.cellssync.core.tree.Digest;
import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Entry.File;
import org.cellssync.core.tree.Identities;
import org.cellssync.core.tree.Identity;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.core.tree.Tree;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** A tree of 100,000 files: processor times are reported, outcomes are checked. */
class SpeedTest {

	private static final ThreadMXBean PROCESSOR = ManagementFactory.getThreadMXBean();
	private static final int FOLDERS = 1000;
	private static final int FILES = 100;
	private static final int MANY = 20_000;

	private static Entry tree() {
		SortedMap<String, Entry> folders = new TreeMap<>();
		for (int folder = 0; folder < FOLDERS; folder++) {
			SortedMap<String, Entry> files = new TreeMap<>();
			for (int file = 0; file < FILES; file++) {
				files.put("file " + file + ".txt", new File(new Digest(folder, file), 1 + file, false));
			}
			folders.put("folder " + folder, Directory.of(files));
		}
		return Directory.of(folders);
	}

	private static Identities ids(Entry tree) {
		Map<SyncPath, Identity> ids = new HashMap<>();
		Tree.walk(SyncPath.ROOT, tree, (path, entry) -> ids.put(path,
				new Identity("id" + ids.size(), "version" + ids.size(), Instant.EPOCH, path.name(), true)));
		return Identities.of(ids);
	}

	private static <T> T timed(TestReporter reporter, String name, Supplier<T> work) {
		work.get();
		long start = PROCESSOR.getCurrentThreadCpuTime();
		T result = work.get();
		reporter.publishEntry(name,
				Duration.ofNanos(PROCESSOR.getCurrentThreadCpuTime() - start).toMillis() + " ms");
		return result;
	}

	private static Plan plan(Trees trees, Ids ids) {
		Rebased rebased = Moves.find(trees, ids);
		return Planner.plan(rebased, Reconciler.reconcile(rebased.trees(), Mode.TWO_WAY));
	}

	private static List<Move> moves(List<Step> steps) {
		return steps.stream().map(Move.class::cast).toList();
	}

	@Test
	void steadyState(TestReporter reporter) {
		Entry tree = tree();
		Trees shared = trees(tree, tree, tree);
		Trees apart = trees(tree, tree(), tree());
		Ids ids = new Ids(ids(tree), ids(tree), ids(tree), ids(tree));
		assertTrue(timed(reporter, "unchanged, shared", () -> plan(shared, ids)).isEmpty());
		assertTrue(timed(reporter, "unchanged, not shared", () -> plan(apart, ids)).isEmpty());

		SyncPath path = SyncPath.of("folder 500/file 50.txt");
		Trees edited = apart.with(Side.LOCAL, Tree.with(apart.local(), path, Fixtures.F1));
		assertEquals(1, timed(reporter, "one edit", () -> plan(edited, ids)).remote().size());
		Trees deleted = apart.with(Side.LOCAL, Tree.with(apart.local(), path.parent(), Entry.Absent.ABSENT));
		assertEquals(1, timed(reporter, "one folder deleted", () -> plan(deleted, ids)).remote().size());
		timed(reporter, "masked for the first time",
				() -> Masks.common(apart, BuiltInIgnores.INSTANCE, Masks.Common.ALL));
		Masks masks = new Masks(BuiltInIgnores.INSTANCE, Masks.Common.ALL);
		masks.masked(apart);
		boolean[] other = { false };
		timed(reporter, "masked after one edit", () -> masks.masked((other[0] ^= true) ? edited : apart));
	}

	@Test
	void firstCycle(TestReporter reporter) {
		Trees upload = trees(Entry.Absent.ABSENT, tree(), Directory.EMPTY);
		Plan plan = timed(reporter, "everything to be sent", () -> plan(upload, Ids.NONE));
		assertEquals(FOLDERS * (FILES + 1), plan.remote().size());
		List<Change> facts = new ArrayList<>();
		plan.remote().forEach(step -> facts.add((Change) step));
		Entry ancestor = timed(reporter, "everything agreed",
				() -> Agreement.advance(Entry.Absent.ABSENT, plan, List.of(), facts));
		assertEquals(upload.local(), ancestor);

		Trees merge = trees(Entry.Absent.ABSENT, tree(), tree());
		assertEquals(FOLDERS * (FILES + 1) + 1,
				timed(reporter, "merged", () -> plan(merge, Ids.NONE)).agreed().size());
	}

	@Test
	void flatFolder(TestReporter reporter) {
		SortedMap<String, Entry> files = new TreeMap<>();
		SortedMap<String, Entry> renamed = new TreeMap<>();
		Map<SyncPath, Identity> before = new HashMap<>();
		Map<SyncPath, Identity> after = new HashMap<>();
		for (int i = 0; i < MANY; i++) {
			Entry file = new File(new Digest(1, i), 1, false);
			Identity id = new Identity("id" + i, "version" + i, Instant.EPOCH, "", true);
			files.put("a" + i, file);
			renamed.put("b" + i, file);
			before.put(SyncPath.of("a" + i), id);
			after.put(SyncPath.of("b" + i), id);
		}
		Entry old = Directory.of(files);
		Trees trees = trees(old, Directory.of(renamed), old);
		Ids ids = new Ids(Identities.of(before), Identities.of(before), Identities.of(after),
				Identities.of(before));
		Plan plan = timed(reporter, "20,000 files of one folder renamed", () -> plan(trees, ids));
		assertEquals(MANY, plan.remote().size());
		assertEquals(trees.local(), timed(reporter, "and agreed",
				() -> Agreement.advance(old, plan, moves(plan.remote()), List.of())));
	}

	@Test
	void folderRenamed(TestReporter reporter) {
		Entry tree = tree();
		SyncPath from = SyncPath.of("big");
		SyncPath to = SyncPath.of("folder 7/big");
		Entry before = Tree.with(tree, from, tree());
		Map<SyncPath, Identity> ids = ids(before).copy();
		Map<SyncPath, Identity> moved = new HashMap<>();
		ids.forEach((path, id) -> moved.put(path.relocated(from, to), id));
		Trees trees = trees(before, Tree.moved(before, from, to), before);
		Ids all = new Ids(Identities.of(ids), Identities.of(ids), Identities.of(moved), Identities.of(ids));
		Plan plan = timed(reporter, "folder of 100,000 files moved", () -> plan(trees, all));
		assertEquals(List.of(to), plan.remote().stream().map(Step::path).toList());
	}

	@Test
	void longChainOfRenames(TestReporter reporter) {
		int count = 5_000;
		SortedMap<String, Entry> files = new TreeMap<>();
		SortedMap<String, Entry> renamed = new TreeMap<>();
		Map<SyncPath, Identity> before = new HashMap<>();
		Map<SyncPath, Identity> after = new HashMap<>();
		for (int i = 0; i < count; i++) {
			Entry file = new File(new Digest(2, i), 1, false);
			Identity id = new Identity("id" + i, "version" + i, Instant.EPOCH, "", true);
			files.put("log." + i, file);
			renamed.put("log." + (i + 1) % count, file);
			before.put(SyncPath.of("log." + i), id);
			after.put(SyncPath.of("log." + (i + 1) % count), id);
		}
		Entry old = Directory.of(files);
		Trees trees = trees(old, Directory.of(renamed), old);
		Ids ids = new Ids(Identities.of(before), Identities.of(before), Identities.of(after),
				Identities.of(before));
		Plan plan = timed(reporter, "ring of 5,000 renames", () -> plan(trees, ids));
		assertEquals(count + 1, plan.remote().size());
		SimulatedMap end = new SimulatedMap(files);
		plan.remote().forEach(step -> end.move((Move) step));
		assertEquals(renamed, end.files());
	}

	/** One folder, for many moves. */
	private static final class SimulatedMap {

		private final SortedMap<String, Entry> files;

		SimulatedMap(SortedMap<String, Entry> files) {
			this.files = new TreeMap<>(files);
		}

		SortedMap<String, Entry> files() {
			return files;
		}

		void move(Move move) {
			Entry entry = files.remove(move.from().value());
			assertEquals(move.entry(), entry);
			assertTrue(files.put(move.to().value(), entry) == null, () -> "taken: " + move);
		}
	}
}
