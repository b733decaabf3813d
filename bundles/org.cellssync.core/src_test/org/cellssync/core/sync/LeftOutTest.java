package org.cellssync.core.sync;

import static org.cellssync.core.sync.Fixtures.B;
import static org.cellssync.core.sync.Fixtures.EMPTY;
import static org.cellssync.core.sync.Fixtures.F1;
import static org.cellssync.core.sync.Fixtures.F2;
import static org.cellssync.core.sync.Fixtures.F3;
import static org.cellssync.core.sync.Fixtures.NONE;
import static org.cellssync.core.sync.Fixtures.change;
import static org.cellssync.core.sync.Fixtures.dir;
import static org.cellssync.core.sync.Fixtures.path;
import static org.cellssync.core.sync.Fixtures.trees;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

import org.cellssync.core.ignore.Ignore;
import org.cellssync.core.ignore.IgnoreRules;
import org.cellssync.core.ignore.Selection;
import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.core.tree.Tree;
import org.junit.jupiter.api.Test;

/** Rules and selections that come and go delete nothing; what they leave out stays. */
class LeftOutTest {

	private static final Ignore RULE = Ignore.of(List.of("*.o"));

	private static Plan plan(Trees trees, Ignore ignore) {
		Trees masked = Masks.common(trees, ignore, Masks.Common.ALL);
		return Planner.plan(Rebased.unmoved(masked), Reconciler.reconcile(masked, Mode.TWO_WAY));
	}

	@Test
	void aFolderDeletedThereStaysHereForWhatIsLeftOutInIt() {
		Trees trees = trees(dir("d", dir("a", F1)), dir("d", dir("a", F1, "x.o", F2)), EMPTY);
		Plan plan = plan(trees, RULE);

		assertEquals(List.of(change("d/a", F1, NONE)), plan.local());
		assertEquals(List.of(), plan.remote());
		assertEquals(List.of(new Held(path("d/x.o"), Side.LOCAL, Held.Why.LEFT_OUT)), plan.held());
		assertEquals(new TreeSet<>(), plan.blocked());
	}

	@Test
	void aFolderOnTheWayToASelectedOneStaysThereForTheRest() {
		Trees trees = trees(dir("a", dir("b", dir("f", F1))), EMPTY,
				dir("a", dir("b", dir("f", F1), "c", F2)));
		Plan plan = plan(trees, Selection.only(List.of(path("a/b"))));

		assertEquals(List.of(change("a/b", dir("f", F1), NONE)), plan.remote());
		assertEquals(List.of(new Held(path("a/c"), Side.REMOTE, Held.Why.LEFT_OUT)), plan.held());
	}

	@Test
	void aRuleThatComesDeletesNothing() {
		Trees trees = trees(dir("x.o", F1, "a", F2), dir("a", F2), dir("x.o", F1, "a", F2));

		assertEquals(true, plan(trees, RULE).isEmpty());
	}

	@Test
	void aRuleThatGoesComparesAnew() {
		Entry agreed = Masks.common(trees(dir("x.o", F1), EMPTY, EMPTY), RULE, Masks.Common.ALL).ancestor();

		assertEquals(List.of(change("x.o", NONE, F1)),
				plan(trees(agreed, EMPTY, dir("x.o", F1)), Ignore.NOTHING).local());
		assertEquals(1,
				plan(trees(agreed, dir("x.o", F2), dir("x.o", F1)), Ignore.NOTHING).conflicts().size());
		assertEquals(List.of(change("x.o", NONE, F1)),
				plan(trees(agreed, dir("x.o", F1), dir("x.o", F1)), Ignore.NOTHING).agreed());
	}

	/** M22: also where its id tells that it is not gone. */
	@Test
	void whatMovesToANameThatIsLeftOutHasLeftTheTask() {
		Ignore rule = IgnoreRules.DEFAULTS.withTask(List.of("*.o"));
		TreesWithIds moved = TreesWithIds.of(dir("a", F1, "b", F2)).move(Side.LOCAL, "a", "x.o");
		assertEquals(List.of(change("a", F1, NONE)), planWithMoves(moved, rule).remote());

		moved.put(Side.LOCAL, "a", F3);
		assertEquals(List.of(change("a", F1, F3)), planWithMoves(moved, rule).remote());
	}

	@Test
	void whatMovesIntoAFolderThatIsNotSelectedHasLeftTheTask() {
		TreesWithIds moved = TreesWithIds.of(dir("near", dir("f", F1), "far", EMPTY)).move(Side.LOCAL, "near/f", "far/f");
		Plan plan = planWithMoves(moved, Selection.without(List.of(path("far"))));

		assertEquals(List.of(change("near/f", F1, NONE)), plan.remote());
	}

	private static Plan planWithMoves(TreesWithIds trees, Ignore ignore) {
		Rebased rebased = Moves.find(Masks.common(trees.trees(), ignore, Masks.Common.ALL), trees.ids());
		return Planner.plan(rebased, Reconciler.reconcile(rebased.trees(), Mode.TWO_WAY));
	}

	@Test
	void anEndThatHoldsOnlyWhatIsLeftOutIsEmpty() {
		Trees trees = trees(dir("a", F1), dir("x.o", F2), dir("a", F1));
		Trees masked = Masks.common(trees, RULE, Masks.Common.ALL);

		assertEquals(new Gate.Halt(Danger.ROOT_EMPTIED, Side.REMOTE, 1),
				Safety.check(plan(trees, RULE), Side.REMOTE, masked, Limits.DEFAULT, Set.of()));
	}

	@Test
	void unselectingRemovesWhatIsKnownAndUnchanged() {
		Entry agreed = dir("far", dir("same", F1, "edited", F1, "gone", F1, "sub", dir("s", F2)), "near", F1);
		Entry local = dir("far", dir("same", F1, "edited", F2, "gone", F1, "new", F3, "sub", dir("s", F2)),
				"near", F1);
		Entry remote = dir("far", dir("same", F1, "edited", F1, "other", F3, "sub", dir("s", F2)), "near",
				F1);

		assertEquals(List.of(change("far/same", F1, NONE), change("far/sub", dir("s", F2), NONE)),
				Unselecting.removals(trees(agreed, local, remote), Selection.without(List.of(path("far")))));
		assertEquals(List.of(change("far/sub", dir("s", F2), NONE)), Unselecting
				.removals(trees(agreed, local, remote), Selection.without(List.of(path("far/sub")))));
		assertEquals(List.of(change("near", F1, NONE)),
				Unselecting.removals(trees(agreed, local, remote), Selection.only(List.of(path("far")))));
		assertEquals(List.of(), Unselecting.removals(trees(agreed, local, remote), Selection.ALL));
	}

	@Test
	void unselectingLeavesWhatCannotBeRead() {
		Entry agreed = dir("far", dir("a", F1, "b", F2));

		assertEquals(List.of(change("far/b", F2, NONE)), Unselecting.removals(
				trees(agreed, dir("far", dir("a", B, "b", F2)), agreed),
				Selection.without(List.of(path("far")))));
		assertEquals(List.of(), Unselecting.removals(trees(agreed, agreed, dir("far", B)),
				Selection.without(List.of(path("far")))));
	}

	@Test
	void unselectingTellsWhatMustBeReadAndWhatRemains() {
		Entry agreed = dir("far", dir("a", Fixtures.file(1, 5), "b", Fixtures.file(2, 6)), "near", F1);
		Entry unread = dir("far", dir("a", new Entry.File(Fixtures.U10.content(), 5, false), "b",
				new Entry.File(Fixtures.U10.content(), 7, false)), "near", F1);
		Selection next = Selection.without(List.of(path("far")));
		Trees trees = trees(agreed, unread, agreed);

		assertEquals(new TreeSet<>(List.of(path("far/a"))), Unselecting.unproven(trees, next, Side.LOCAL));
		assertEquals(new TreeSet<>(), Unselecting.unproven(trees, next, Side.REMOTE));
		assertEquals(new TreeSet<>(), Unselecting.unproven(trees, Selection.ALL, Side.LOCAL));
		assertEquals(List.of(), Unselecting.removals(trees, next));
		assertEquals(new TreeSet<>(List.of(path("far"))), Unselecting.remains(agreed, next));
		assertEquals(new TreeSet<>(List.of(path("far/b"), path("near"))),
				Unselecting.remains(agreed, Selection.only(List.of(path("far/a")))));
		assertEquals(new TreeSet<>(), Unselecting.remains(dir("near", F1), next));
	}

	@Test
	void aSelectedFolderThatIsMissingIsNoDeletion() {
		Entry agreed = dir("way", dir("far", dir("a", F1, "sub", dir("b", F2))));
		Selection some = Selection.only(List.of(path("way/far")));
		Trees gone = SelectedFolders.held(trees(agreed, dir("way", EMPTY), agreed), some);
		Plan plan = Planner.plan(Rebased.unmoved(gone), Reconciler.reconcile(gone, Mode.TWO_WAY));

		assertEquals(List.of(), plan.remote());
		assertEquals(List.of(), plan.local());
		assertEquals(new TreeSet<>(List.of(path("way/far"))), plan.blocked());
		Trees above = SelectedFolders.held(trees(agreed, agreed, EMPTY), some);
		assertEquals(List.of(), Planner.plan(Rebased.unmoved(above), Reconciler.reconcile(above, Mode.TWO_WAY)).local());
		Trees both = trees(agreed, EMPTY, EMPTY);
		assertEquals(both, SelectedFolders.held(both, some));
		Trees inside = trees(agreed, dir("way", dir("far", dir("a", F1))), agreed);
		assertEquals(inside, SelectedFolders.held(inside, some));
		Trees chosenByTheRoot = trees(agreed, dir("way", EMPTY), agreed);
		assertEquals(chosenByTheRoot, SelectedFolders.held(chosenByTheRoot, Selection.ALL.selecting(path("way/far"))));
	}

	/** At each step of the change the program may stop and start again with what was kept. */
	@Test
	void aCrashWhileUnselectingDeletesNothingOnTheServer() {
		for (long seed = 1; seed <= 500; seed++) {
			RandomGenerator random = new SplittableRandom(seed);
			SimulatedEnd here = new SimulatedEnd("L", true);
			RandomEdits edits = new RandomEdits(random, true, RandomEdits.Scope.ALL, 0);
			for (int i = 0; i < 12; i++) {
				edits.edit(here);
			}
			Entry agreed = here.tree();
			Entry remote = agreed;
			for (int i = 0; i < 3; i++) {
				edits.edit(here);
			}
			Entry local = here.tree();
			Selection next = Selection.without(List.of(path("a"), path("b/c")));
			List<Change> removals = Unselecting.removals(trees(agreed, local, remote), next);
			Entry now = local;
			for (Change removal : removals) {
				if (random.nextInt(4) == 0) {
					break;
				}
				now = Tree.with(now, removal.path(), NONE);
			}
			Plan plan = plan(trees(agreed, now, remote), next);
			long at = seed;
			for (Step step : plan.remote()) {
				assertEquals(false, next.covers(step.path(), true), () -> "seed " + at + ": " + step);
			}
			Tree.walk(SyncPath.ROOT, local, (path, entry) -> assertEquals(true,
					Tree.at(agreed, path).equals(entry) || entry instanceof Directory
							|| removals.stream().noneMatch(removal -> path.startsWith(removal.path())),
					() -> "seed " + at + ": " + path));
		}
	}
}
