package org.cellssync.core.sync;

import static org.cellssync.core.sync.Fixtures.B;
import static org.cellssync.core.sync.Fixtures.EMPTY;
import static org.cellssync.core.sync.Fixtures.F1;
import static org.cellssync.core.sync.Fixtures.F2;
import static org.cellssync.core.sync.Fixtures.F3;
import static org.cellssync.core.sync.Fixtures.NONE;
import static org.cellssync.core.sync.Fixtures.U10;
import static org.cellssync.core.sync.Fixtures.change;
import static org.cellssync.core.sync.Fixtures.dir;
import static org.cellssync.core.sync.Fixtures.path;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AgreementTest {

	private static Move move(String from, String to) {
		return new Move(path(from), path(to), EMPTY);
	}

	static Stream<Arguments> cases() {
		Entry start = dir("a", F1, "d", dir("x", F2));
		return Stream.of(
				arguments("nothing", start, List.of(), List.of(), start),
				arguments("root for the first time", NONE, List.of(), List.of(change("", NONE, EMPTY)),
						EMPTY),
				arguments("created", start, List.of(), List.of(change("b", NONE, F3)),
						dir("a", F1, "b", F3, "d", dir("x", F2))),
				arguments("deleted", start, List.of(), List.of(change("d", dir("x", F2), NONE)),
						dir("a", F1)),
				arguments("folder is made sure of", start, List.of(), List.of(change("d", NONE, EMPTY)),
						start),
				arguments("file became folder, told in any order", start, List.of(),
						List.of(change("a/n", NONE, F3), change("a", NONE, EMPTY), change("a", F1, NONE)),
						dir("a", dir("n", F3), "d", dir("x", F2))),
				arguments("folder became file", start, List.of(),
						List.of(change("d", NONE, F3), change("d", EMPTY, NONE)),
						dir("a", F1, "d", F3)),
				arguments("parents come with their children", start, List.of(),
						List.of(change("n/m/o", NONE, F3)),
						dir("a", F1, "d", dir("x", F2), "n", dir("m", dir("o", F3)))),
				arguments("moved", start, List.of(move("d", "e")), List.of(change("e/x", F2, F3)),
						dir("a", F1, "e", dir("x", F3))),
				arguments("exchanged", start, List.of(move("a", "t"), move("d", "a"), move("t", "d")),
						List.of(),
						dir("d", F1, "a", dir("x", F2))),
				arguments("moved onto what is gone on both", start, List.of(move("a", "d")), List.of(),
						dir("d", F1)),
				arguments("what is not there cannot move", start, List.of(move("b", "c")), List.of(), start),
				arguments("folder passed through leaves no trace", start,
						List.of(move("a", "n/a"), move("n/a", "c")),
						List.of(), dir("c", F1, "d", dir("x", F2))),
				arguments("known empty folder stays", dir("a", F1, "n", EMPTY),
						List.of(move("a", "n/a"), move("n/a", "c")),
						List.of(), dir("c", F1, "n", EMPTY)));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("cases")
	void advances(String name, Entry ancestor, List<Move> moves, List<Change> facts, Entry expected) {
		assertEquals(expected, Agreement.advance(ancestor, moves, facts));
	}

	@Test
	void refusesWhatIsNotProven() {
		for (Entry entry : List.of(U10, B)) {
			assertThrows(IllegalArgumentException.class,
					() -> Agreement.advance(EMPTY, List.of(), List.of(change("a", NONE, entry))));
		}
	}

	@Test
	void sharesWhatIsNotTouched() {
		Entry untouched = dir("x", F1);
		Directory advanced = (Directory) Agreement.advance(dir("a", untouched, "b", F1), List.of(),
				List.of(change("b", F1, F2)));

		assertSame(untouched, advanced.child("a"));
	}

	@Test
	void leavesOutFactsWhereAMoveWasNotDone() {
		Move failed = move("a", "b");
		Move done = move("c", "d");
		Plan plan = new Plan(List.of(), List.of(failed, done),
				List.of(change("b/x", NONE, F1), change("d/x", NONE, F1)),
				List.of(), List.of(), new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
		Entry ancestor = dir("a", dir("y", F2), "c", dir("y", F2));

		assertEquals(dir("a", dir("y", F2), "d", dir("x", F1, "y", F2), "e", F3),
				Agreement.advance(ancestor, plan, List.of(done),
						List.of(change("e", NONE, F3), change("a", NONE, F3))));
	}

	@Test
	void whatIsToLeaveFirstIsNotForgotten() {
		Move first = new Move(path("a"), path("c"), F1);
		Move second = new Move(path("b"), path("a"), F2);
		Plan plan = new Plan(List.of(), List.of(first, second), List.of(), List.of(), List.of(),
				new TreeSet<>(),
				new TreeSet<>(), new TreeSet<>());
		Entry ancestor = dir("a", F1, "b", F2);

		assertEquals(ancestor, Agreement.advance(ancestor, plan, List.of(second), List.of()));
		assertEquals(dir("c", F1, "a", F2),
				Agreement.advance(ancestor, plan, List.of(first, second), List.of()));
	}

	@Test
	void whatGaveWayIsReplacedByWhatMoved() {
		Change gone = change("a", F1, NONE);
		Move move = new Move(path("b"), path("a"), F2);
		Plan plan = new Plan(List.of(), List.of(gone, move), List.of(), List.of(), List.of(), new TreeSet<>(),
				new TreeSet<>(), new TreeSet<>());
		Entry ancestor = dir("a", F1, "b", F2);

		assertEquals(dir("a", F2), Agreement.advance(ancestor, plan, List.of(move), List.of(gone)));
		assertEquals(ancestor, Agreement.advance(ancestor, plan, List.of(), List.of(gone)));
	}

	@Test
	void aFolderMadeForAMoveIsKnownByWhereItHasComeTo() {
		Move aside = new Move(path("a"), path("t"), EMPTY);
		Change made = change("t/d", NONE, EMPTY);
		Move in = new Move(path("x"), path("t/d/x"), F1);
		Move back = new Move(path("t"), path("b"), EMPTY);
		Plan plan = new Plan(List.of(), List.of(aside, made, in, back), List.of(), List.of(), List.of(), new TreeSet<>(),
				new TreeSet<>(), new TreeSet<>());
		Entry ancestor = dir("a", EMPTY, "x", F1);

		assertEquals(dir("b", dir("d", dir("x", F1))),
				Agreement.advance(ancestor, plan, List.of(aside, in, back), List.of(made)));
		assertEquals(dir("t", dir("d", dir("x", F1))),
				Agreement.advance(ancestor, plan, List.of(aside, in), List.of(made)));
	}
}
