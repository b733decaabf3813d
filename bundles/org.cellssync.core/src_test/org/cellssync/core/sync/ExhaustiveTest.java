package org.cellssync.core.sync;

import static org.cellssync.core.sync.Fixtures.EMPTY;
import static org.cellssync.core.sync.Fixtures.F1;
import static org.cellssync.core.sync.Fixtures.F2;
import static org.cellssync.core.sync.Fixtures.NONE;
import static org.cellssync.core.sync.Fixtures.dir;
import static org.cellssync.core.sync.Fixtures.mirrored;
import static org.cellssync.core.sync.Fixtures.trees;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.cellssync.core.sync.Outcomes.Outcome;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.core.tree.Tree;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every combination of small trees against the rules. */
class ExhaustiveTest {

	private static final List<Entry> SIMPLE = List.of(NONE, F1, F2, EMPTY);
	private static final List<Entry> WITH_CHILD = List.of(NONE, F1, F2, EMPTY, dir("c", F1), dir("c", F2),
			dir("c", EMPTY));

	static Stream<Rules> rules() {
		return Stream.of(Mode.values())
				.flatMap(mode -> Stream.of(Rules.of(mode), Rules.withoutDeletions(mode)));
	}

	@ParameterizedTest
	@MethodSource("rules")
	void twoSiblings(Rules rules) {
		int[] count = { 0 };
		forEachTriple(SIMPLE, one -> forEachTriple(SIMPLE, other -> {
			count[0]++;
			Trees both = trees(dir("a", one.ancestor(), "b", other.ancestor()),
					dir("a", one.local(), "b", other.local()),
					dir("a", one.remote(), "b", other.remote()));
			obeysTheRules(both, rules);
			Outcome a = Outcomes.ofItem("a", one, SIMPLE, rules);
			Outcome b = Outcomes.ofItem("b", other, SIMPLE, rules);
			Set<SyncPath> conflicts = new TreeSet<>(a.conflicts());
			conflicts.addAll(b.conflicts());
			comesOut(both, rules, new Outcome(dir("a", a.local(), "b", b.local()),
					dir("a", a.remote(), "b", b.remote()), conflicts));
		}));
		assertEquals(4096, count[0]);
	}

	@ParameterizedTest
	@MethodSource("rules")
	void folderAndChild(Rules rules) {
		int[] count = { 0 };
		forEachTriple(WITH_CHILD, one -> {
			count[0]++;
			Trees below = trees(dir("d", one.ancestor()), dir("d", one.local()), dir("d", one.remote()));
			obeysTheRules(below, rules);
			Outcome folder = Outcomes.ofFolder("d", one, SIMPLE, rules);
			comesOut(below, rules,
					new Outcome(dir("d", folder.local()), dir("d", folder.remote()), folder.conflicts()));
		});
		assertEquals(343, count[0]);
	}

	private static void comesOut(Trees before, Rules rules, Outcome expected) {
		Plan plan = plan(before, rules);
		SimulatedTree local = new SimulatedTree(before.local());
		SimulatedTree remote = new SimulatedTree(before.remote());
		plan.local().forEach(local::perform);
		plan.remote().forEach(remote::perform);
		assertEquals(expected,
				new Outcome(local.tree(), remote.tree(), Outcomes.paths(plan.conflicts())),
				() -> "from " + before + " by " + rules);
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

	private static Plan plan(Trees trees, Rules rules) {
		return Planner.plan(Rebased.unmoved(trees), Reconciler.reconcile(trees, rules));
	}

	private static void obeysTheRules(Trees trees, Rules rules) {
		Reconciliation reconciliation = Reconciler.reconcile(trees, rules);
		assertEquals(Expected.mirrored(reconciliation),
				Reconciler.reconcile(mirrored(trees), Outcomes.mirrored(rules)),
				() -> "not the same the other way round: " + trees);
		Plan plan = plan(trees, rules);
		touchesEachPathOnOneEndOnly(trees, plan);
		rules.mode().lead().ifPresent(
				lead -> assertEquals(List.of(), plan.of(lead), () -> "the lead is touched: " + trees));
		SimulatedTree local = new SimulatedTree(trees.local());
		SimulatedTree remote = new SimulatedTree(trees.remote());
		plan.local().forEach(local::perform);
		plan.remote().forEach(remote::perform);
		losesNothing(trees, local.tree(), remote.tree());
		Entry agreed = Agreement.advance(trees.ancestor(), plan, List.of(), changes(plan));
		Trees after = trees(agreed, local.tree(), remote.tree());
		Plan next = plan(after, rules);
		assertTrue(next.isEmpty(), () -> "more to do after " + trees + ": " + next);
		assertEquals(plan.conflicts().stream().map(Conflict::path).toList(),
				next.conflicts().stream().map(Conflict::path).toList(),
				() -> "conflicts must stay: " + trees);
		assertEquals(plan.held(), next.held(), () -> "what is held must stay: " + trees);
		if (plan.conflicts().isEmpty() && plan.held().isEmpty()) {
			assertEquals(after.local(), after.remote(), () -> "ends differ after " + trees);
			assertEquals(after.local(), agreed, () -> "ancestor differs after " + trees);
		}
		staysOffConflicts(trees, plan, after);
		tellsWhatDiffers(trees, plan, after);
		if (rules.equals(Rules.TWO_WAY)) {
			keepsOneSidedChanges(trees, after);
		}
	}

	/** Ends differ where there is a conflict or something is held, and nowhere else. */
	private static void tellsWhatDiffers(Trees before, Plan plan, Trees after) {
		Set<SyncPath> told = new TreeSet<>(Outcomes.paths(plan.conflicts()));
		plan.held().forEach(held -> {
			assertTrue(told.add(held.path()), () -> "told twice: " + held + " of " + before);
			assertNotEquals(Tree.at(after.local(), held.path()), Tree.at(after.remote(), held.path()),
					() -> "held, but alike: " + held + " of " + before);
			assertTrue(Tree.at(before.of(held.side()), held.path()).exists(),
					() -> "held, but not there: " + held + " of " + before);
		});
		Trees rest = after;
		for (SyncPath path : told) {
			rest = new Trees(rest.ancestor(), Tree.with(rest.local(), path, NONE),
					Tree.with(rest.remote(), path, NONE));
		}
		assertEquals(withoutEmptied(rest.local(), told), withoutEmptied(rest.remote(), told),
				() -> "differs and is not told: " + before + " -> " + after);
	}

	/** A folder that stays only for what is held in it needs no telling of its own. */
	private static Entry withoutEmptied(Entry tree, Set<SyncPath> told) {
		Entry kept = tree;
		for (SyncPath path : told) {
			for (SyncPath folder = path.parent(); !folder.isRoot(); folder = folder.parent()) {
				if (Tree.at(kept, folder).equals(EMPTY)) {
					kept = Tree.with(kept, folder, NONE);
				}
			}
		}
		return kept;
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
