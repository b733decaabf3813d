package org.cellssync.core.sync;

import static org.cellssync.core.sync.Fixtures.B;
import static org.cellssync.core.sync.Fixtures.EMPTY;
import static org.cellssync.core.sync.Fixtures.F1;
import static org.cellssync.core.sync.Fixtures.F2;
import static org.cellssync.core.sync.Fixtures.F3;
import static org.cellssync.core.sync.Fixtures.L1;
import static org.cellssync.core.sync.Fixtures.L2;
import static org.cellssync.core.sync.Fixtures.NONE;
import static org.cellssync.core.sync.Fixtures.U77;
import static org.cellssync.core.sync.Fixtures.change;
import static org.cellssync.core.sync.Fixtures.dir;
import static org.cellssync.core.sync.Fixtures.path;
import static org.cellssync.core.sync.Fixtures.trees;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.cellssync.core.sync.Decisions.Settled;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.SyncPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DecisionsTest {

	private static final String SUFFIX = " (local copy 2026-11-22 101530)";

	private static Settled settle(Trees trees, String path, Resolution resolution, Entry local,
			Entry remote) {
		SortedMap<SyncPath, Decision> decisions = new TreeMap<>();
		decisions.put(path(path), new Decision(resolution, local, remote));
		return Decisions.settle(trees, decisions, SUFFIX);
	}

	private static Plan plan(Settled settled) {
		return Planner.plan(Rebased.unmoved(settled.trees()),
				Reconciler.reconcile(settled.trees(), Mode.TWO_WAY));
	}

	static Stream<Arguments> versions() {
		return Stream.of(
				arguments("edited on both", F1, F2, F3), arguments("created on both", NONE, F2, F3),
				arguments("unread here", F1, U77, F3), arguments("links", L1, L2, new Entry.Link("3")),
				arguments("file here, folder there", NONE, F1, dir("a", F2)),
				arguments("folder here, file there", F3, dir("a", F2, "b", EMPTY), F1),
				arguments("link here, folder there", NONE, L1, dir("a", F2)),
				arguments("edited below, replaced there", dir("a", F1, "c", F1), dir("a", F2, "c", F1), F3));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("versions")
	void keepsOneVersion(String name, Entry ancestor, Entry local, Entry remote) {
		Trees trees = trees(dir("p", ancestor), dir("p", local), dir("p", remote));
		for (Side kept : Side.values()) {
			Settled settled = settle(trees, "p",
					kept == Side.LOCAL ? Resolution.KEEP_LOCAL : Resolution.KEEP_REMOTE, local,
					remote);
			Plan plan = plan(settled);
			SimulatedTree other = new SimulatedTree(trees.of(kept.other()));
			plan.of(kept.other()).forEach(other::perform);

			assertEquals(List.of(), plan.of(kept), "nothing happens on the end whose version is kept");
			assertEquals(trees.of(kept), other.tree());
			assertEquals(List.of(), plan.conflicts());
		}
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("versions")
	void keepsBoth(String name, Entry ancestor, Entry local, Entry remote) {
		Trees trees = trees(dir("p", ancestor), dir("p", local), dir("p", remote));
		Settled settled = settle(trees, "p", Resolution.KEEP_BOTH, local, remote);
		Plan plan = plan(settled);
		SimulatedTree here = new SimulatedTree(trees.local());
		SimulatedTree there = new SimulatedTree(trees.remote());
		settled.renames().forEach(here::perform);
		plan.local().forEach(here::perform);
		plan.remote().forEach(there::perform);

		assertEquals(dir("p", remote, "p" + SUFFIX, local), here.tree());
		assertEquals(here.tree(), there.tree());
	}

	@Test
	void countsOnlyForWhatWasSeen() {
		Trees trees = trees(dir("p", F1), dir("p", F2), dir("p", F3));

		assertEquals(new Settled(trees, Side.LOCAL, List.of()),
				settle(trees, "p", Resolution.KEEP_LOCAL, F2, F1));
		assertEquals(new Settled(trees, Side.LOCAL, List.of()),
				settle(trees, "p", Resolution.KEEP_BOTH, F3, F3));
	}

	@Test
	void whatIsBlockedIsNotReplaced() {
		Trees trees = trees(EMPTY, dir("p", F1), dir("p", dir("a", B, "b", F2)));
		Plan plan = plan(settle(trees, "p", Resolution.KEEP_LOCAL, F1, dir("a", B, "b", F2)));

		assertEquals(List.of(), plan.remote());
		assertEquals(Set.of(path("p/a")), plan.blocked());
	}

	static Stream<Arguments> names() {
		return Stream.of(arguments("a.txt", F1, "a" + SUFFIX + ".txt"), arguments("a", F1, "a" + SUFFIX),
				arguments(".profile", F1, ".profile" + SUFFIX),
				arguments("a.tar.gz", F1, "a.tar" + SUFFIX + ".gz"),
				arguments("v1.2", dir("x", F1), "v1.2" + SUFFIX),
				arguments("\u00e9".repeat(120) + ".txt", F1, "\u00e9".repeat(110) + SUFFIX + ".txt"));
	}

	@ParameterizedTest
	@MethodSource("names")
	void namesCopies(String name, Entry local, String copy) {
		Trees trees = trees(EMPTY, dir("d", dir(name, local)), dir("d", dir(name, F3)));
		SyncPath path = path("d").child(name);
		SortedMap<SyncPath, Decision> decisions = new TreeMap<>();
		decisions.put(path, new Decision(Resolution.KEEP_BOTH, local, F3));

		assertEquals(List.of(new Move(path, path("d").child(copy), local)),
				Decisions.settle(trees, decisions, SUFFIX).renames());
	}

	@Test
	void findsAFreeName() {
		Trees trees = trees(EMPTY, dir("a.txt", F1, "a" + SUFFIX + ".txt", F2),
				dir("a.txt", F2, "a" + SUFFIX + " 2.txt", F2));

		assertEquals(path("a" + SUFFIX + " 3.txt"),
				settle(trees, "a.txt", Resolution.KEEP_BOTH, F1, F2).renames().getFirst().to());
	}

	@Test
	void decidesManyAtOnce() {
		Trees trees = trees(dir("a", F1, "b", F1, "c", F1), dir("a", F2, "b", F2, "c", F2),
				dir("a", F3, "b", F3, "c", F3));
		SortedMap<SyncPath, Decision> decisions = new TreeMap<>();
		decisions.put(path("a"), new Decision(Resolution.KEEP_LOCAL, F2, F3));
		decisions.put(path("b"), new Decision(Resolution.KEEP_REMOTE, F2, F3));
		Plan plan = plan(Decisions.settle(trees, decisions, SUFFIX));

		assertEquals(List.of(change("a", F3, F2)), plan.remote());
		assertEquals(List.of(change("b", F2, F3)), plan.local());
		assertEquals(List.of(path("c")), plan.conflicts().stream().map(Conflict::path).toList());
	}
}
