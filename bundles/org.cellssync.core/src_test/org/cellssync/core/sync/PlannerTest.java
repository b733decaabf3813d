package org.cellssync.core.sync;

import static org.cellssync.core.sync.Fixtures.EMPTY;
import static org.cellssync.core.sync.Fixtures.F1;
import static org.cellssync.core.sync.Fixtures.F2;
import static org.cellssync.core.sync.Fixtures.F3;
import static org.cellssync.core.sync.Fixtures.L1;
import static org.cellssync.core.sync.Fixtures.NONE;
import static org.cellssync.core.sync.Fixtures.U10;
import static org.cellssync.core.sync.Fixtures.change;
import static org.cellssync.core.sync.Fixtures.dir;
import static org.cellssync.core.sync.Fixtures.path;
import static org.cellssync.core.sync.Fixtures.trees;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;

import org.cellssync.core.tree.Entry;
import org.junit.jupiter.api.Test;

class PlannerTest {

	private static Plan plan(Rebased rebased) {
		return Planner.plan(rebased, Reconciler.reconcile(rebased.trees(), Mode.TWO_WAY));
	}

	private static Plan plan(Entry ancestor, Entry local, Entry remote) {
		return plan(Rebased.unmoved(trees(ancestor, local, remote)));
	}

	@Test
	void makesFoldersThenFilesAndDeletesLastDeepestFirst() {
		Entry before = dir("b", dir("x", dir("y", F1), "z", F2), "c", F1);
		Entry after = dir("a", dir("m", dir("n", F1)), "b", dir("x", EMPTY, "w", L1));

		assertEquals(List.of(change("a", NONE, EMPTY), change("a/m", NONE, EMPTY), change("a/m/n", NONE, F1),
				change("b/w", NONE, L1), change("b/x/y", F1, NONE), change("b/z", F2, NONE),
				change("c", F1, NONE)),
				plan(before, after, before).remote());
	}

	@Test
	void clearsThePlaceOfWhatBecomesAnotherType() {
		Entry before = dir("a", F1, "b", dir("x", F2), "c", L1);
		Entry after = dir("a", dir("y", F3), "b", F1, "c", F2);

		assertEquals(List.of(change("a", F1, NONE), change("b", dir("x", F2), NONE), change("a", NONE, EMPTY),
				change("a/y", NONE, F3), change("b", NONE, F1), change("c", L1, F2)),
				plan(before, after, before).remote());
	}

	@Test
	void deletesAWholeSubtreeInOneStep() {
		Entry before = dir("a", dir("b", dir("c", F1), "d", F2));

		assertEquals(List.of(change("a", dir("b", dir("c", F1), "d", F2), NONE)),
				plan(before, EMPTY, before).remote());
	}

	@Test
	void movesBeforeAllElseAndMakesTheirFoldersFirst() {
		TreesWithIds trees = TreesWithIds.of(dir("D", dir("f", F1), "a", F3))
				.put(Side.LOCAL, "N", EMPTY).move(Side.LOCAL, "a", "N/a").put(Side.LOCAL, "N/new", F2)
				.delete(Side.LOCAL, "D");
		Plan plan = plan(Moves.find(trees.trees(), trees.ids()));

		assertEquals(List.of(change("N", NONE, EMPTY), new Move(path("a"), path("N/a"), F3),
				change("N/new", NONE, F2),
				change("D", dir("f", F1), NONE)), plan.remote());
		assertEquals(List.of(new Move(path("a"), path("N/a"), F3)),
				plan.moves().stream().map(AncestorMove::move).toList());
	}

	@Test
	void namesUnprovenFilesWhereTheyStandNow() {
		TreesWithIds trees = TreesWithIds.of(dir("D", dir("f", F1))).move(Side.REMOTE, "D", "E")
				.put(Side.LOCAL, "D/f", U10);
		Plan plan = plan(Moves.find(trees.trees(), trees.ids()));

		assertEquals(Set.of(path("D/f")), plan.unprovenLocal());
		assertEquals(plan.unprovenLocal(), plan.unproven(Side.LOCAL));
		assertEquals(Set.of(), plan.unproven(Side.REMOTE));
	}

	@Test
	void isEmptyWhereNothingIsToBeDoneOrRemembered() {
		assertEquals(true, plan(dir("a", F1), dir("a", F2), dir("a", F3)).isEmpty());
		assertEquals(false, plan(dir("a", F1), dir("a", F2), dir("a", F2)).isEmpty());
		assertEquals(false, plan(dir("a", F1), dir("a", F2), dir("a", F1)).isEmpty());
	}
}
