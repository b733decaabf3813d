package org.cellssync.core.sync;

import static org.cellssync.core.sync.Fixtures.EMPTY;
import static org.cellssync.core.sync.Fixtures.F1;
import static org.cellssync.core.sync.Fixtures.F2;
import static org.cellssync.core.sync.Fixtures.NONE;
import static org.cellssync.core.sync.Fixtures.dir;
import static org.cellssync.core.sync.Fixtures.mirrored;
import static org.cellssync.core.sync.Fixtures.trees;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.core.tree.Tree;
import org.junit.jupiter.api.Test;

/** Every combination of small trees against the rules. */
class ExhaustiveTest {

	private static final List<Entry> SIMPLE = List.of(NONE, F1, F2, EMPTY);
	private static final List<Entry> WITH_CHILD = List.of(NONE, F1, F2, EMPTY, dir("c", F1), dir("c", F2),
			dir("c", EMPTY));

	@Test
	void twoSiblings() {
		int[] count = { 0 };
		forEachTriple(SIMPLE, one -> forEachTriple(SIMPLE, other -> {
			count[0]++;
			Trees both = trees(dir("a", one.ancestor(), "b", other.ancestor()),
					dir("a", one.local(), "b", other.local()),
					dir("a", one.remote(), "b", other.remote()));
			obeysTheRules(both);
			assertEquals(steps(below("a", one)), stepsAt(both, "a"),
					() -> "siblings must not matter: " + both);
		}));
		assertEquals(4096, count[0]);
	}

	@Test
	void folderAndChild() {
		int[] count = { 0 };
		forEachTriple(WITH_CHILD, one -> {
			count[0]++;
			obeysTheRules(below("d", one));
		});
		assertEquals(343, count[0]);
	}

	private static void forEachTriple(List<Entry> entries, Consumer<Trees> test) {
		for (Entry ancestor : entries) {
			for (Entry local : entries) {
				for (Entry remote : entries) {
					test.accept(trees(ancestor, local, remote));
				}
			}
		}
	}

	private static Trees below(String name, Trees trees) {
		return trees(dir(name, trees.ancestor()), dir(name, trees.local()), dir(name, trees.remote()));
	}

	private static List<Step> steps(Trees trees) {
		Plan plan = plan(trees);
		List<Step> steps = new ArrayList<>(plan.local());
		steps.addAll(plan.remote());
		steps.addAll(plan.agreed());
		return steps;
	}

	private static List<Step> stepsAt(Trees trees, String name) {
		return steps(trees).stream().filter(step -> step.path().startsWith(SyncPath.of(name))).toList();
	}

	private static Plan plan(Trees trees) {
		return Planner.plan(Rebased.unmoved(trees), Reconciler.reconcile(trees, Mode.TWO_WAY));
	}

	private static void obeysTheRules(Trees trees) {
		Reconciliation reconciliation = Reconciler.reconcile(trees, Mode.TWO_WAY);
		assertEquals(Expected.mirrored(reconciliation), Reconciler.reconcile(mirrored(trees), Mode.TWO_WAY),
				() -> "not the same the other way round: " + trees);
		Plan plan = plan(trees);
		touchesEachPathOnOneEndOnly(trees, plan);
		SimulatedTree local = new SimulatedTree(trees.local());
		SimulatedTree remote = new SimulatedTree(trees.remote());
		plan.local().forEach(local::perform);
		plan.remote().forEach(remote::perform);
		losesNothing(trees, local.tree(), remote.tree());
		Entry agreed = Agreement.advance(trees.ancestor(), plan, List.of(), changes(plan));
		Trees after = trees(agreed, local.tree(), remote.tree());
		Plan next = plan(after);
		assertTrue(next.isEmpty(), () -> "more to do after " + trees + ": " + next);
		assertEquals(plan.conflicts().stream().map(Conflict::path).toList(),
				next.conflicts().stream().map(Conflict::path).toList(),
				() -> "conflicts must stay: " + trees);
		if (plan.conflicts().isEmpty()) {
			assertEquals(after.local(), after.remote(), () -> "ends differ after " + trees);
			assertEquals(after.local(), agreed, () -> "ancestor differs after " + trees);
		}
		staysOffConflicts(trees, plan, after);
		keepsOneSidedChanges(trees, after);
	}

	private static List<Change> changes(Plan plan) {
		List<Change> changes = new ArrayList<>();
		for (Side side : Side.values()) {
			plan.of(side).forEach(step -> changes.add((Change) step));
		}
		return changes;
	}

	private static void touchesEachPathOnOneEndOnly(Trees trees, Plan plan) {
		Set<SyncPath> paths = new HashSet<>();
		plan.local().forEach(step -> paths.add(step.path()));
		assertTrue(plan.remote().stream().noneMatch(step -> paths.contains(step.path())),
				() -> "on both ends: " + trees);
	}

	/** A file that somebody created or edited is there afterwards, on both ends or in a conflict. */
	private static void losesNothing(Trees before, Entry local, Entry remote) {
		for (Side side : Side.values()) {
			Tree.walk(SyncPath.ROOT, before.of(side), (path, entry) -> {
				if (entry instanceof Entry.File && !Tree.at(before.ancestor(), path).equals(entry)) {
					assertEquals(entry, Tree.at(side == Side.LOCAL ? local : remote, path),
							() -> "lost: " + path + " of " + before);
				}
			});
		}
	}

	private static void staysOffConflicts(Trees before, Plan plan, Trees after) {
		for (Conflict conflict : plan.conflicts()) {
			for (Side side : Side.values()) {
				assertEquals(Tree.at(before.of(side), conflict.path()),
						Tree.at(after.of(side), conflict.path()),
						() -> "touched in spite of a conflict: " + before);
			}
		}
	}

	/** Where one end is as before, the other end's state is the outcome. */
	private static void keepsOneSidedChanges(Trees before, Trees after) {
		for (Side side : Side.values()) {
			if (before.of(side).equals(before.ancestor())) {
				assertEquals(before.of(side.other()), after.local(),
						() -> "one-sided change lost: " + before);
				assertEquals(before.of(side.other()), after.remote(),
						() -> "one-sided change lost: " + before);
			}
		}
	}
}
