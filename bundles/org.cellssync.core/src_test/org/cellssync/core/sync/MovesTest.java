package org.cellssync.core.sync;

import static org.cellssync.core.sync.Fixtures.B;
import static org.cellssync.core.sync.Fixtures.EMPTY;
import static org.cellssync.core.sync.Fixtures.F1;
import static org.cellssync.core.sync.Fixtures.F2;
import static org.cellssync.core.sync.Fixtures.F3;
import static org.cellssync.core.sync.Fixtures.U10;
import static org.cellssync.core.sync.Fixtures.dir;
import static org.cellssync.core.sync.Fixtures.path;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Entry.Blocked;
import org.cellssync.core.tree.Reason;
import org.cellssync.core.tree.SyncPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Steps are written {@code from>to} for moves, {@code +path}, {@code -path} and {@code ~path} for changes.
 */
class MovesTest {

	private static Arguments scene(String name, TreesWithIds trees, List<String> local, List<String> remote,
			List<String> agreed) {
		return arguments(name, trees, local, remote, agreed);
	}

	/** An ancestor with {@code a}, {@code b}, {@code D/f}, {@code D/g} and the empty folder {@code E}. */
	private static TreesWithIds start() {
		return TreesWithIds
				.of(dir("D", dir("f", F1, "g", F2), "E", EMPTY, "a", F3, "b", Fixtures.file(4, 40)));
	}

	static Stream<Arguments> oneEnd() {
		return Stream.of(
				scene("file renamed", start().move(Side.LOCAL, "a", "c"), List.of(), List.of("a>c"),
						List.of()),
				scene("file renamed there", start().move(Side.REMOTE, "a", "c"), List.of("a>c"), List.of(),
						List.of()),
				scene("case-only rename", start().move(Side.LOCAL, "a", "A"), List.of(), List.of("a>A"),
						List.of()),
				scene("file into a folder", start().move(Side.LOCAL, "a", "D/a"), List.of(), List.of("a>D/a"),
						List.of()),
				scene("folder renamed", start().move(Side.LOCAL, "D", "F"), List.of(), List.of("D>F"),
						List.of()),
				scene("empty folder renamed", start().move(Side.LOCAL, "E", "F"), List.of(), List.of("E>F"),
						List.of()),
				scene("folder renamed and moved", start().move(Side.LOCAL, "D", "E/F"), List.of(),
						List.of("D>E/F"),
						List.of()),
				scene("into a new folder", start().put(Side.LOCAL, "N", EMPTY).move(Side.LOCAL, "D", "N/D"),
						List.of(),
						List.of("+N", "D>N/D"), List.of()),
				scene("into a new folder in a new folder",
						start().put(Side.LOCAL, "N", EMPTY).put(Side.LOCAL, "N/O", EMPTY).move(Side.LOCAL,
								"a", "N/O/a"),
						List.of(), List.of("+N", "+N/O", "a>N/O/a"), List.of()),
				scene("into a new folder that has its own old name",
						start().move(Side.LOCAL, "a", "x").put(Side.LOCAL, "a", EMPTY).move(Side.LOCAL, "x",
								"a/a"),
						List.of(),
						List.of("a>.cellssync-move-1~", "+a", ".cellssync-move-1~>a/a"), List.of()),
				scene("folder renamed, child renamed",
						start().move(Side.LOCAL, "D", "F").move(Side.LOCAL, "F/f", "F/h"),
						List.of(), List.of("D>F", "F/f>F/h"), List.of()),
				scene("folder renamed, child moved out",
						start().move(Side.LOCAL, "D", "F").move(Side.LOCAL, "F/f", "E/f"),
						List.of(), List.of("D>F", "F/f>E/f"), List.of()),
				scene("child moved out, folder deleted",
						start().move(Side.LOCAL, "D/f", "f").delete(Side.LOCAL, "D"),
						List.of(), List.of("D/f>f", "-D"), List.of()),
				scene("child moved out, folder replaced by it",
						start().move(Side.LOCAL, "D/f", "f").delete(Side.LOCAL, "D").move(Side.LOCAL, "f",
								"D"),
						List.of(),
						List.of("-D", "+D"), List.of()),
				scene("inverted folders",
						start().move(Side.LOCAL, "E", "D/E").together().move(Side.LOCAL, "D/E", "E")
								.move(Side.LOCAL, "D", "E/D"),
						List.of(), List.of("D/E>E", "D>E/D"), List.of()),
				scene("inverted folders that exchange names", start().move(Side.LOCAL, "E", "D/E").together()
						.move(Side.LOCAL, "D/E", "x").move(Side.LOCAL, "D", "x/E").move(Side.LOCAL, "x", "D"),
						List.of(),
						List.of("D/E>.cellssync-move-1~", "D>.cellssync-move-1~/E", ".cellssync-move-1~>D"),
						List.of()),
				scene("put in the place of something deleted",
						start().delete(Side.LOCAL, "b").move(Side.LOCAL, "a", "b"), List.of(),
						List.of("-b", "a>b"), List.of()),
				scene("folder put in the place of a deleted folder",
						TreesWithIds.of(dir("old", dir("f", F1), "new", dir("f", F2, "g", F3)))
								.delete(Side.LOCAL, "old").move(Side.LOCAL, "new", "old"),
						List.of(), List.of("-old", "new>old"), List.of()),
				scene("a file and the folder above it exchange places by way of each other",
						TreesWithIds.of(dir("A", EMPTY, "e", dir("f", F1))).swap(Side.LOCAL, "e/f", "A")
								.move(Side.REMOTE, "e/f", "A/f"),
						List.of("A>.cellssync-move-2~", ".cellssync-move-2~>e/f/f"),
						List.of("A>e/.cellssync-move-1~", "e/.cellssync-move-1~>e/f"), List.of()),
				scene("empty folders exchange places deep in a folder that is renamed",
						TreesWithIds.of(dir("D", dir("e", dir("f", EMPTY)), "g", EMPTY)).swap(Side.LOCAL, "D/e/f", "g")
								.move(Side.LOCAL, "D", "F"),
						List.of(), List.of("D>F", "g>F/e/.cellssync-move-1~", "F/e/f>g", "F/e/.cellssync-move-1~>F/e/f"),
						List.of()),
				scene("an empty folder takes the place of one that moved on",
						TreesWithIds.of(dir("D", dir("f", EMPTY), "g", EMPTY, "a", F1)).move(Side.LOCAL, "D/f", "h")
								.move(Side.LOCAL, "g", "D/f"),
						List.of(), List.of("D/f>h", "g>D/f"), List.of()),
				scene("two files exchange names", start().swap(Side.LOCAL, "a", "b"), List.of(),
						List.of("b>.cellssync-move-1~", "a>b", ".cellssync-move-1~>a"), List.of()),
				scene("two folders exchange names", start().swap(Side.LOCAL, "D", "E"), List.of(),
						List.of("E>.cellssync-move-1~", "D>E", ".cellssync-move-1~>D"), List.of()),
				scene("chain", start().move(Side.LOCAL, "b", "c").move(Side.LOCAL, "a", "b"), List.of(),
						List.of("b>c", "a>b"), List.of()),
				scene("moved and edited there", start().move(Side.REMOTE, "a", "c").put(Side.REMOTE, "c", F1),
						List.of("a>c", "~c"), List.of(), List.of()),
				scene("moved and edited here counts as new",
						start().move(Side.LOCAL, "a", "c").put(Side.LOCAL, "c", F1),
						List.of(), List.of("+c", "-a"), List.of()),
				scene("moved here and not read yet, same version",
						start().move(Side.LOCAL, "a", "c").unread(Side.LOCAL, "c"),
						List.of(), List.of("a>c"), List.of()),
				scene("file key given again", start().move(Side.LOCAL, "a", "c").touch(Side.LOCAL, "c", U10),
						List.of(),
						List.of("+c", "-a"), List.of()),
				scene("folder's key given again", start().move(Side.LOCAL, "D", "F").delete(Side.LOCAL, "F/f")
						.delete(Side.LOCAL, "F/g").put(Side.LOCAL, "F/x", F3), List.of(),
						List.of("+F", "+F/x", "-D"), List.of()),
				scene("saved with a backup kept",
						start().move(Side.LOCAL, "a", "a~").put(Side.LOCAL, "a", F1), List.of(),
						List.of("~a", "+a~"), List.of()),
				scene("saved by a new file in its place",
						start().delete(Side.LOCAL, "a").put(Side.LOCAL, "a", F1), List.of(),
						List.of("~a"), List.of()),
				scene("moved elsewhere, another file under its name", start().move(Side.LOCAL, "a", "E/a")
						.put(Side.LOCAL, "a", F1), List.of(), List.of("a>E/a", "+a"), List.of()),
				scene("folder renamed, new folder under its name", start().move(Side.LOCAL, "D", "F")
						.put(Side.LOCAL, "D", EMPTY).put(Side.LOCAL, "D/n", F3), List.of(),
						List.of("D>F", "+D", "+D/n"), List.of()),
				scene("renamed, folder under its name",
						start().move(Side.LOCAL, "a", "c").put(Side.LOCAL, "a", EMPTY),
						List.of(), List.of("a>c", "+a"), List.of()),
				scene("folder deleted and made again with the same children",
						start().move(Side.LOCAL, "D/f", "f")
								.move(Side.LOCAL, "D/g", "g").delete(Side.LOCAL, "D")
								.put(Side.LOCAL, "D", EMPTY)
								.move(Side.LOCAL, "f", "D/f").move(Side.LOCAL, "g", "D/g"),
						List.of(), List.of(), List.of()),
				scene("two names for one node tell nothing",
						start().move(Side.LOCAL, "a", "c").link(Side.LOCAL, "c", "d"),
						List.of(), List.of("+c", "+d", "-a"), List.of()));
	}

	static Stream<Arguments> bothEnds() {
		return Stream.of(
				scene("renamed here, edited there",
						start().move(Side.LOCAL, "a", "c").put(Side.REMOTE, "a", F1),
						List.of("~c"), List.of("a>c"), List.of()),
				scene("folder renamed here, child edited there",
						start().move(Side.LOCAL, "D", "F").put(Side.REMOTE, "D/f", F3), List.of("~F/f"),
						List.of("D>F"),
						List.of()),
				scene("folder renamed here, child created there",
						start().move(Side.LOCAL, "D", "F").put(Side.REMOTE, "D/n", F3), List.of("+F/n"),
						List.of("D>F"),
						List.of()),
				scene("folder renamed here, child deleted there",
						start().move(Side.LOCAL, "D", "F").delete(Side.REMOTE, "D/f"), List.of("-F/f"),
						List.of("D>F"),
						List.of()),
				scene("folder renamed there, child renamed here",
						start().move(Side.REMOTE, "D", "F").move(Side.LOCAL, "D/f", "D/h"), List.of("D>F"),
						List.of("F/f>F/h"), List.of()),
				scene("file renamed to a later name in a folder renamed there",
						start().move(Side.REMOTE, "D", "A").move(Side.LOCAL, "D/f", "D/z"), List.of("D>A"),
						List.of("A/f>A/z"), List.of()),
				scene("file moved here into a folder renamed there",
						start().move(Side.LOCAL, "a", "D/a").move(Side.REMOTE, "D", "F"), List.of("D>F"),
						List.of("a>F/a"),
						List.of()),
				scene("moved alike", start().move(Side.LOCAL, "D", "F").move(Side.REMOTE, "D", "F"),
						List.of(), List.of(),
						List.of("D>F")),
				scene("moved alike into folders made alike", start().put(Side.LOCAL, "N", EMPTY)
						.put(Side.REMOTE, "N", EMPTY).move(Side.LOCAL, "a", "N/a")
						.move(Side.REMOTE, "a", "N/a"), List.of(),
						List.of(), List.of("a>N/a")),
				scene("moved apart", start().move(Side.LOCAL, "D", "F").move(Side.REMOTE, "D", "G"),
						List.of("F>G"),
						List.of(), List.of()),
				scene("moved apart, here into a new folder", start().put(Side.LOCAL, "N", EMPTY)
						.move(Side.LOCAL, "a", "N/a").move(Side.REMOTE, "a", "c"), List.of("N/a>c"),
						List.of("+N"),
						List.of()),
				scene("moved into each other",
						start().move(Side.LOCAL, "D", "E/D").move(Side.REMOTE, "E", "D/E"),
						List.of("E/D>D", "E>D/E"), List.of(), List.of()),
				scene("two nodes moved to one place",
						start().move(Side.LOCAL, "a", "c").move(Side.REMOTE, "b", "c"),
						List.of("c>a", "b>c"), List.of(), List.of()),
				scene("moved here, deleted there",
						start().move(Side.LOCAL, "D", "F").delete(Side.REMOTE, "D"), List.of(),
						List.of("+F", "+F/f", "+F/g"), List.of()),
				scene("place taken by a new file there",
						start().move(Side.LOCAL, "a", "c").put(Side.REMOTE, "c", F1),
						List.of(), List.of("-a"), List.of()),
				scene("folder it went to deleted there",
						start().move(Side.LOCAL, "a", "E/a").delete(Side.REMOTE, "E"),
						List.of(), List.of("+E", "a>E/a"), List.of()),
				scene("place blocked there", start().move(Side.LOCAL, "a", "E/a").put(Side.REMOTE, "E/a", B),
						List.of(),
						List.of(), List.of()),
				scene("its new place is blocked here",
						start().move(Side.LOCAL, "a", "E/a").blocked(Side.LOCAL, "E/a"),
						List.of(), List.of(), List.of()),
				scene("moved there out of a folder that moved here to where it is blocked",
						start().move(Side.REMOTE, "D/f", "x").move(Side.LOCAL, "D", "H").blocked(Side.LOCAL, "H"),
						List.of(), List.of(), List.of()),
				scene("moved there into a folder that moved here to where it is blocked",
						start().move(Side.REMOTE, "a", "D/x").move(Side.LOCAL, "D", "H").blocked(Side.LOCAL, "H"),
						List.of(), List.of(), List.of()),
				scene("moved there into a new folder in one that moved here to where it is blocked",
						start().put(Side.REMOTE, "D/n", EMPTY).move(Side.REMOTE, "a", "D/n/x").move(Side.LOCAL, "D", "H")
								.blocked(Side.LOCAL, "H"),
						List.of(), List.of(), List.of()),
				scene("moved here to where another one was that moved to where it is blocked",
						start().move(Side.LOCAL, "D", "H").move(Side.LOCAL, "a", "D").blocked(Side.LOCAL, "H"),
						List.of(), List.of(), List.of()),
				scene("moved there to where it is not known that another one was",
						start().move(Side.LOCAL, "D", "H").move(Side.REMOTE, "D", "I").move(Side.REMOTE, "a", "D")
								.blocked(Side.LOCAL, "H"),
						List.of(), List.of(), List.of()),
				scene("something new where another one was that moved to where it is blocked",
						start().move(Side.LOCAL, "D", "H").put(Side.LOCAL, "D", F1).blocked(Side.LOCAL, "H"),
						List.of(), List.of(), List.of()),
				scene("a new folder where another one was that moved to where it is blocked",
						start().move(Side.LOCAL, "D", "H").put(Side.LOCAL, "D", EMPTY).move(Side.LOCAL, "a", "D/f")
								.blocked(Side.LOCAL, "H"),
						List.of(), List.of(), List.of()),
				scene("moved to where it is blocked, its folder deleted",
						start().move(Side.LOCAL, "D/f", "H").delete(Side.LOCAL, "D").blocked(Side.LOCAL, "H"),
						List.of(), List.of(), List.of()),
				scene("moved to where it is blocked, its folder replaced by what moved there",
						start().move(Side.LOCAL, "D/f", "H").delete(Side.LOCAL, "D").move(Side.LOCAL, "a", "D")
								.blocked(Side.LOCAL, "H"),
						List.of(), List.of(), List.of()),
				scene("moved here to where it is blocked, and there into a new folder",
						start().move(Side.LOCAL, "D/f", "H").put(Side.REMOTE, "N", EMPTY).move(Side.REMOTE, "D/f", "N/f")
								.blocked(Side.LOCAL, "H"),
						List.of("+N"), List.of(), List.of()),
				scene("file deleted, its key given to a link",
						start().move(Side.LOCAL, "a", "E/x").blocked(Side.LOCAL, "E/x", new Blocked(Reason.LINK_NOT_HELD)),
						List.of(), List.of("-a"), List.of()),
				scene("file deleted here and edited there, its key given to a link",
						start().move(Side.LOCAL, "a", "E/x").blocked(Side.LOCAL, "E/x", new Blocked(Reason.LINK_NOT_HELD))
								.put(Side.REMOTE, "a", F1),
						List.of("+a"), List.of(), List.of()),
				scene("folder deleted, its key given to a pipe",
						start().move(Side.LOCAL, "D", "x").blocked(Side.LOCAL, "x", new Blocked(Reason.SPECIAL)),
						List.of(), List.of("-D"), List.of()),
				scene("moved apart, each to where an empty folder had been",
						TreesWithIds.of(dir("A", EMPTY, "f", F1, "g", EMPTY)).swap(Side.LOCAL, "A", "f")
								.swap(Side.LOCAL, "A", "g").swap(Side.REMOTE, "A", "f"),
						List.of("A>.cellssync-move-1~", "g>.cellssync-move-2~", ".cellssync-move-2~>A",
								".cellssync-move-1~>g"),
						List.of(), List.of("A>f")),
				scene("put in the place of something deleted here and edited there",
						start().delete(Side.LOCAL, "b").move(Side.LOCAL, "a", "b").put(Side.REMOTE, "b", F1),
						List.of(), List.of("-a"), List.of()),
				scene("old place blocked there", start().move(Side.LOCAL, "a", "c").blocked(Side.REMOTE, "a"),
						List.of(),
						List.of("+c"), List.of()),
				scene("cut short between two names there",
						start().swap(Side.LOCAL, "a", "b").move(Side.REMOTE, "b", ".cellssync-move-1~"),
						List.of(),
						List.of(".cellssync-move-1~>.cellssync-move-2~", "a>b", ".cellssync-move-2~>a"),
						List.of()),
				scene("two nodes moved to one place, the folder of one exchanged with the other",
						TreesWithIds.of(dir("a", F1, "c", dir("c", EMPTY, "k", F2)))
								.swap(Side.LOCAL, "a", "c")
								.move(Side.LOCAL, "a/c", "b").move(Side.REMOTE, "a", "b"),
						List.of("c>.cellssync-move-2~", "b>a/c", ".cellssync-move-2~>b"),
						List.of("c>.cellssync-move-1~", ".cellssync-move-1~>a"), List.of()),
				scene("out of a folder that gives way", TreesWithIds.of(dir("a", F1, "c", dir("c", F2)))
						.move(Side.LOCAL, "c/c", "d").delete(Side.LOCAL, "c").move(Side.LOCAL, "a", "c")
						.move(Side.REMOTE, "a", "c2"),
						List.of("c>c2"), List.of("c/c>d", "-c"), List.of()),
				scene("cut short there, and undone here",
						start().move(Side.REMOTE, "b", ".cellssync-move-1~"), List.of(),
						List.of(".cellssync-move-1~>b"), List.of()));
	}

	/** The right end leads. */
	static Stream<Arguments> mirrored() {
		return Stream.of(
				scene("moved on the lead", start().move(Side.REMOTE, "a", "c"), List.of("a>c"), List.of(),
						List.of()),
				scene("moved on the follower", start().move(Side.LOCAL, "D", "F"), List.of("F>D"), List.of(),
						List.of()),
				scene("moved apart", start().move(Side.LOCAL, "D", "F").move(Side.REMOTE, "D", "E/D"),
						List.of("F>E/D"), List.of(), List.of()),
				scene("moved alike", start().move(Side.LOCAL, "D", "F").move(Side.REMOTE, "D", "F"),
						List.of(),
						List.of(), List.of("D>F")),
				scene("exchanged on the follower", start().swap(Side.LOCAL, "a", "b"),
						List.of("a>.cellssync-move-1~", "b>a", ".cellssync-move-1~>b"), List.of(), List.of()),
				scene("moved into each other",
						start().move(Side.LOCAL, "D", "E/D").move(Side.REMOTE, "E", "D/E"),
						List.of("E/D>D", "E>D/E"), List.of(), List.of()),
				scene("moved and edited on the follower",
						start().move(Side.LOCAL, "a", "c").put(Side.LOCAL, "c", F1), List.of("+a"), List.of(),
						List.of()),
				scene("moved on the lead to a name the follower has given away",
						start().move(Side.REMOTE, "a", "c").put(Side.LOCAL, "c", F1), List.of("-a"),
						List.of(),
						List.of()),
				scene("moved on the follower, deleted on the lead",
						start().move(Side.LOCAL, "a", "c").delete(Side.REMOTE, "a"), List.of(), List.of(),
						List.of()),
				scene("cut short on the follower", start().move(Side.LOCAL, "b", ".cellssync-move-1~"),
						List.of(".cellssync-move-1~>b"), List.of(), List.of()));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource
	void mirrored(String name, TreesWithIds trees, List<String> local, List<String> remote,
			List<String> agreed) {
		Rebased rebased = Moves.find(trees.trees(), trees.ids(), Mode.DOWNLOAD);
		Plan plan = Planner.plan(rebased, Reconciler.reconcile(rebased.trees(), Mode.DOWNLOAD));

		assertEquals(local, written(plan.local()), "local");
		assertEquals(remote, written(plan.remote()), "remote");
		assertEquals(agreed, written(plan.agreedMoves()), "agreed");
	}

	@Test
	void nothingIsDeletedToMakeRoomWhereDeletionsDoNotTravel() {
		TreesWithIds trees = start().delete(Side.LOCAL, "b").move(Side.LOCAL, "a", "b");

		assertEquals(List.of(), Moves
				.find(trees.trees(), trees.ids(), Rules.withoutDeletions(Mode.TWO_WAY)).steps(Side.REMOTE));
	}

	@Test
	void whereTheRightEndGivesIdsAgainTheyTakeAnotherSignToo() {
		TreesWithIds trees = start().move(Side.REMOTE, "D", "F").delete(Side.REMOTE, "F/f")
				.delete(Side.REMOTE, "F/g").put(Side.REMOTE, "F/x", F3).move(Side.REMOTE, "a", "c");

		Rebased returning = Moves.find(trees.trees(), trees.ids().withLasting(false, false));
		assertEquals(List.of("a>c"), written(List.copyOf(returning.local())));
		Plan plan = Planner.plan(returning, Reconciler.reconcile(returning.trees(), Mode.TWO_WAY));
		assertEquals(List.of("a>c", "+F", "+F/x", "-D"), written(plan.local()));

		assertEquals(2, Moves.find(trees.trees(), trees.ids()).local().size());
	}

	static Stream<Arguments> withoutIds() {
		return Stream.of(
				scene("renamed", start().move(Side.LOCAL, "a", "c").withoutIds(), List.of(), List.of("a>c"),
						List.of()),
				scene("same name elsewhere goes first", TreesWithIds.of(dir("a", F1, "b", F1, "E", EMPTY))
						.move(Side.LOCAL, "a", "E/a").move(Side.LOCAL, "b", "E/c").withoutIds(), List.of(),
						List.of("a>E/a", "b>E/c"), List.of()),
				scene("among equals the nearest",
						TreesWithIds.of(dir("x", dir("f", F1, "g", F1), "y", dir("f", F1)))
								.put(Side.LOCAL, "N", EMPTY).move(Side.LOCAL, "y", "N/y")
								.move(Side.LOCAL, "x", "N/x").withoutIds(),
						List.of(),
						List.of("+N", "+N/x", "x/f>N/x/f", "x/g>N/x/g", "+N/y", "y/f>N/y/f", "-x", "-y"),
						List.of()),
				scene("equals that are equally near", TreesWithIds.of(dir("a", F1, "b", F1))
						.move(Side.LOCAL, "a", "c").move(Side.LOCAL, "b", "d").withoutIds(), List.of(),
						List.of("a>c", "b>d"), List.of()),
				scene("more equals than before", TreesWithIds.of(dir("a", F1))
						.move(Side.LOCAL, "a", "c").put(Side.LOCAL, "d", F1).withoutIds(), List.of(),
						List.of("a>c", "+d"), List.of()),
				scene("empty files say nothing", TreesWithIds.of(dir("a", Fixtures.file(1, 0)))
						.move(Side.LOCAL, "a", "c").withoutIds(), List.of(), List.of("+c", "-a"), List.of()),
				scene("other content is another file",
						start().move(Side.LOCAL, "a", "c").put(Side.LOCAL, "c", F1)
								.withoutIds(),
						List.of(), List.of("+c", "-a"), List.of()),
				scene("unread content says nothing yet",
						start().move(Side.LOCAL, "a", "c").unread(Side.LOCAL, "c")
								.withoutIds(),
						List.of(), List.of("+c", "-a"), List.of()));
	}

	static Stream<Arguments> doubtful() {
		return Stream.of(
				arguments("moved and touched", start().move(Side.LOCAL, "a", "c").put(Side.LOCAL, "c", F3)
						.unread(Side.LOCAL, "c"), Set.of(path("c"))),
				arguments("moved and edited", start().move(Side.LOCAL, "a", "c").put(Side.LOCAL, "c", F1)
						.unread(Side.LOCAL, "c"), Set.of()),
				arguments("moved, same version", start().move(Side.LOCAL, "a", "c").unread(Side.LOCAL, "c"),
						Set.of()),
				arguments("without id, as long",
						start().move(Side.LOCAL, "a", "E/c").unread(Side.LOCAL, "E/c").withoutIds(),
						Set.of(path("E/c"))),
				arguments("without id, longer", start().delete(Side.LOCAL, "a").put(Side.LOCAL, "c", F1)
						.unread(Side.LOCAL, "c").withoutIds(), Set.of()),
				arguments("another node, as long", start().delete(Side.LOCAL, "a").put(Side.LOCAL, "c", F3)
						.unread(Side.LOCAL, "c"), Set.of()),
				arguments("without id, nothing gone",
						start().put(Side.LOCAL, "c", F3).unread(Side.LOCAL, "c").withoutIds(),
						Set.of()));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource
	void doubtful(String name, TreesWithIds trees, Set<SyncPath> unproven) {
		Rebased rebased = Moves.find(trees.trees(), trees.ids());

		assertEquals(unproven, rebased.unproven(Side.LOCAL));
		assertEquals(Set.of(), rebased.unproven(Side.REMOTE));
		assertTrue(Planner.plan(rebased, Reconciler.reconcile(rebased.trees(), Mode.TWO_WAY)).unprovenLocal()
				.containsAll(unproven));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource({ "oneEnd", "bothEnds", "withoutIds" })
	void plansMoves(String name, TreesWithIds trees, List<String> local, List<String> remote,
			List<String> agreed) {
		Rebased rebased = Moves.find(trees.trees(), trees.ids());
		Plan plan = Planner.plan(rebased, Reconciler.reconcile(rebased.trees(), Mode.TWO_WAY));

		assertEquals(local, written(plan.local()), "local");
		assertEquals(remote, written(plan.remote()), "remote");
		assertEquals(agreed, written(plan.agreedMoves()), "agreed");
	}

	private static List<String> written(List<? extends Step> steps) {
		return steps.stream().map(step -> switch (step) {
			case Move move -> move.from() + ">" + move.to();
			case Change change -> sign(change) + change.path();
		}).toList();
	}

	private static String sign(Change change) {
		return change.after() == Entry.Absent.ABSENT ? "-" : change.before().exists() ? "~" : "+";
	}

	@Test
	void aFolderOfFiveThousandFilesIsOneMove() {
		Entry big = Directory.EMPTY;
		for (int i = 0; i < 5000; i++) {
			big = ((Directory) big).with("file" + i, Fixtures.file(i, 1 + i % 7));
		}
		TreesWithIds trees = TreesWithIds.of(dir("old", big, "other", dir("x", F1))).move(Side.LOCAL, "old",
				"other/new");
		Rebased rebased = Moves.find(trees.trees(), trees.ids());

		assertEquals(List.of("old>other/new"), written(rebased.remote()));
		assertEquals(List.of(), rebased.local());
		assertEquals(new Reconciliation(List.of(), List.of(), List.of(), List.of(), new TreeSet<>(),
				new TreeSet<>(), new TreeSet<>(), List.of()),
				Reconciler.reconcile(rebased.trees(), Mode.TWO_WAY));
	}
}
