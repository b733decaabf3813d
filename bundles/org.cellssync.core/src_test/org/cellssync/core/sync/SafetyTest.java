package org.cellssync.core.sync;

import static org.cellssync.core.sync.Fixtures.EMPTY;
import static org.cellssync.core.sync.Fixtures.F1;
import static org.cellssync.core.sync.Fixtures.F2;
import static org.cellssync.core.sync.Fixtures.NONE;
import static org.cellssync.core.sync.Fixtures.dir;
import static org.cellssync.core.sync.Fixtures.trees;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Set;
import java.util.stream.Stream;

import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.SyncPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SafetyTest {

	private static Directory files(int first, int last) {
		Directory files = EMPTY;
		for (int i = first; i <= last; i++) {
			files = files.with(String.format("%05d", i), F1);
		}
		return files;
	}

	private static Gate halt(Danger danger, Side side, long items) {
		return new Gate.Halt(danger, side, items);
	}

	static Stream<Arguments> cases() {
		Entry many = files(1, 1000);
		return Stream.of(
				arguments("nothing to do", trees(many, many, many), Gate.Go.GO),
				arguments("200 of 1000 deleted", trees(many, files(201, 1000), many), Gate.Go.GO),
				arguments("201 of 1000 deleted", trees(many, files(202, 1000), many),
						halt(Danger.MASS_DELETION, Side.REMOTE, 201)),
				arguments("201 of 1000 deleted there", trees(many, many, files(202, 1000)),
						halt(Danger.MASS_DELETION, Side.LOCAL, 201)),
				arguments("150 deleted here, 150 others there", trees(many, files(151, 1000), files(1, 850)),
						Gate.Go.GO),
				arguments("20 of 40 deleted", trees(files(1, 40), files(21, 40), files(1, 40)),
						halt(Danger.MASS_DELETION, Side.REMOTE, 20)),
				arguments("20 of 41 deleted", trees(files(1, 41), files(21, 41), files(1, 41)), Gate.Go.GO),
				arguments("19 of 20 deleted", trees(files(1, 20), files(20, 20), files(1, 20)), Gate.Go.GO),
				arguments("a folder counts with all in it",
						trees(dir("a", files(1, 200), "b", many), dir("b", many),
								dir("a", files(1, 200), "b", many)),
						halt(Danger.MASS_DELETION, Side.REMOTE, 201)),
				arguments("folder replaced by a file",
						trees(dir("a", files(1, 200), "b", many), dir("a", F1, "b", many),
								dir("a", files(1, 200), "b", many)),
						halt(Danger.MASS_DELETION, Side.REMOTE, 201)),
				arguments("edits are no deletions", trees(many, edited(many), many), Gate.Go.GO),
				arguments("the only file deleted", trees(files(1, 1), EMPTY, files(1, 1)),
						halt(Danger.ROOT_EMPTIED, Side.REMOTE, 1)),
				arguments("all deleted there", trees(files(1, 3), files(1, 3), EMPTY),
						halt(Danger.ROOT_EMPTIED, Side.LOCAL, 3)),
				arguments("all deleted here, something new there", trees(files(1, 3), EMPTY, files(1, 4)),
						halt(Danger.ROOT_EMPTIED, Side.REMOTE, 3)),
				arguments("all deleted on both", trees(many, EMPTY, EMPTY), Gate.Go.GO),
				arguments("empty end of a first cycle", trees(NONE, EMPTY, many), Gate.Go.GO),
				arguments("no root", trees(files(1, 3), NONE, files(1, 3)),
						halt(Danger.ROOT_MISSING, Side.REMOTE, 4)));
	}

	private static Entry edited(Entry files) {
		Directory edited = EMPTY;
		for (int i = 0; i < ((Directory) files).size(); i++) {
			edited = edited.with(((Directory) files).name(i), F2);
		}
		return edited;
	}

	/** Returns the one halt there is, if any. */
	private static Gate check(Plan plan, Trees trees, Set<SyncPath> decided) {
		Gate local = Safety.check(plan, Side.LOCAL, trees, Limits.DEFAULT, decided);
		Gate remote = Safety.check(plan, Side.REMOTE, trees, Limits.DEFAULT, decided);
		assertTrue(local == Gate.Go.GO || remote == Gate.Go.GO, () -> local + " and " + remote);
		return local == Gate.Go.GO ? remote : local;
	}

	@Test
	void eachEndIsCheckedForItself() {
		Trees trees = new Trees(files(1, 1000), files(301, 1000), files(1, 700));
		Plan plan = Planner.plan(Rebased.unmoved(trees), Reconciler.reconcile(trees, Mode.TWO_WAY));

		for (Side side : Side.values()) {
			assertEquals(halt(Danger.MASS_DELETION, side, 300), Safety.check(plan, side, trees, Limits.DEFAULT, Set.of()));
		}
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("cases")
	void checks(String name, Trees trees, Gate expected) {
		Plan plan = Planner.plan(Rebased.unmoved(trees), Reconciler.reconcile(trees, Mode.TWO_WAY));

		assertEquals(expected, check(plan, trees, Set.of()));
	}

	@Test
	void whatMovesIsNotDeleted() {
		TreesWithIds trees = TreesWithIds.of(dir("a", files(1, 500), "b", EMPTY)).move(Side.LOCAL, "a",
				"b/a");
		Rebased rebased = Moves.find(trees.trees(), trees.ids());
		Plan plan = Planner.plan(rebased, Reconciler.reconcile(rebased.trees(), Mode.TWO_WAY));

		assertEquals(Gate.Go.GO, check(plan, rebased.trees(), Set.of()));
	}

	@Test
	void whatSomebodyDecidedAboutIsNotCounted() {
		Trees trees = new Trees(dir("a", files(1, 500), "b", F1), dir("a", files(1, 500), "b", F1), dir("b", F1));
		Plan plan = Planner.plan(Rebased.unmoved(trees), Reconciler.reconcile(trees, Mode.TWO_WAY));

		assertEquals(Gate.Go.GO, check(plan, trees, Set.of(SyncPath.of("a"))));
	}

	@Test
	void refusesLimitsOutOfRange() {
		assertThrows(IllegalArgumentException.class, () -> new Limits(1, 1.5, 1));
		assertThrows(IllegalArgumentException.class, () -> new Limits(-1, 0.5, 1));
		assertThrows(IllegalArgumentException.class, () -> new Limits(1, Double.NaN, 1));
	}
}
