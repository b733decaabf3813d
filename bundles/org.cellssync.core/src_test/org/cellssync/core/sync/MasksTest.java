package org.cellssync.core.sync;

import static org.cellssync.core.sync.Fixtures.EMPTY;
import static org.cellssync.core.sync.Fixtures.F1;
import static org.cellssync.core.sync.Fixtures.F2;
import static org.cellssync.core.sync.Fixtures.L1;
import static org.cellssync.core.sync.Fixtures.NONE;
import static org.cellssync.core.sync.Fixtures.X1;
import static org.cellssync.core.sync.Fixtures.dir;
import static org.cellssync.core.sync.Fixtures.trees;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import java.util.Random;

import org.cellssync.core.ignore.BuiltInIgnores;
import org.cellssync.core.ignore.Ignore;
import org.cellssync.core.sync.Masks.Common;
import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Entry.Blocked;
import org.cellssync.core.tree.Reason;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.core.tree.Tree;
import org.junit.jupiter.api.Test;

class MasksTest {

	private static final Blocked NOT_HELD = new Blocked(Reason.LINK_NOT_HELD);

	@Test
	void leavesOutIgnoredNamesOfAllThree() {
		Entry tree = dir("a", dir(".DS_Store", F1, "b", F2, "x.log", F1), "build", dir("c", F1),
				"recycle_bin", dir("d", F1));
		Blocked ignored = new Blocked(Reason.IGNORED);
		Entry agreed = dir("a", dir("b", F2));
		Entry masked = dir("a", dir("b", F2, "x.log", ignored), "build", ignored);

		assertEquals(trees(agreed, masked, masked), Masks.common(trees(tree, tree, tree),
				BuiltInIgnores.INSTANCE.and(Ignore.of(List.of("*.log", "/build"))), Common.ALL));
	}

	@Test
	void comparesTheExecutableBitOnlyWhereBothHoldIt() {
		Trees trees = trees(dir("a", F1), dir("a", X1), dir("a", F1));

		assertEquals(trees(dir("a", F1), dir("a", F1), dir("a", F1)),
				Masks.common(trees, Ignore.NOTHING, new Common(false, true, true)));
		assertEquals(trees, Masks.common(trees, Ignore.NOTHING, Common.ALL));
	}

	@Test
	void blocksLinksThatTheOtherEndCannotHold() {
		Trees trees = trees(NONE, dir("a", L1), dir("b", L1));

		assertEquals(trees(NONE, dir("a", NOT_HELD), dir("b", L1)),
				Masks.common(trees, Ignore.NOTHING, new Common(true, true, false)));
		assertEquals(trees(NONE, dir("a", L1), dir("b", NOT_HELD)),
				Masks.common(trees, Ignore.NOTHING, new Common(true, false, true)));
	}

	@Test
	void sharesWhatIsNotMasked() {
		Directory plain = dir("x", F1);
		Trees masked = Masks.common(trees(plain, dir("a", plain, "b", X1), plain), Ignore.NOTHING,
				new Common(false, true, true));

		assertSame(plain, masked.ancestor());
		assertSame(plain, Tree.at(masked.local(), SyncPath.of("a")));
	}

	@Test
	void asksOnlyForWhatHasChangedSinceTheLastTime() {
		int[] asked = { 0 };
		Masks masks = new Masks((path, directory) -> {
			asked[0]++;
			return path.name().equals("no");
		}, new Common(false, true, false));
		Directory big = EMPTY;
		for (int i = 0; i < 100; i++) {
			big = big.with("d" + i, dir("f", X1, "no", F1, "l", L1));
		}
		Trees first = trees(EMPTY, big, EMPTY);
		Trees masked = masks.masked(first);
		asked[0] = 0;
		Trees second = first.with(Side.LOCAL, Tree.with(big, SyncPath.of("d7/g"), X1));
		Trees maskedAgain = masks.masked(second);

		assertEquals(2, asked[0]);
		assertEquals(
				Masks.common(second, (path, directory) -> path.name().equals("no"),
						new Common(false, true, false)),
				maskedAgain);
		assertSame(Tree.at(masked.local(), SyncPath.of("d8")),
				Tree.at(maskedAgain.local(), SyncPath.of("d8")));
	}

	@Test
	void remembersNothingWrong() {
		Ignore ignore = (path, directory) -> path.value().equals("a/b")
				|| path.name().equals("c") && directory;
		Common common = new Common(false, false, true);
		for (long seed = 1; seed <= 300; seed++) {
			Random random = new Random(seed);
			SimulatedEnd end = new SimulatedEnd("L", true);
			RandomEdits edits = new RandomEdits(random, true, RandomEdits.Scope.ALL, 0);
			Masks masks = new Masks(ignore, common);
			Entry tree = EMPTY;
			for (int i = 0; i < 20; i++) {
				edits.edit(end);
				Trees trees = trees(EMPTY, EMPTY, sharing(tree, end.tree()));
				assertEquals(Masks.common(trees, ignore, common), masks.masked(trees), "seed " + seed);
				tree = trees.remote();
			}
		}
	}

	/** Returns {@code now} with the very folders of {@code before} where they are equal, as a scan does. */
	private static Entry sharing(Entry before, Entry now) {
		if (before.equals(now)) {
			return before;
		}
		Entry shared = now;
		if (now instanceof Directory folder && before instanceof Directory old) {
			for (int i = 0; i < folder.size(); i++) {
				shared = ((Directory) shared).with(folder.name(i),
						sharing(old.child(folder.name(i)), folder.entry(i)));
			}
		}
		return shared;
	}
}
