package org.cellssync.core.sync;

import static org.cellssync.core.sync.Expected.nothing;
import static org.cellssync.core.sync.Fixtures.B;
import static org.cellssync.core.sync.Fixtures.EMPTY;
import static org.cellssync.core.sync.Fixtures.F1;
import static org.cellssync.core.sync.Fixtures.F2;
import static org.cellssync.core.sync.Fixtures.F3;
import static org.cellssync.core.sync.Fixtures.L1;
import static org.cellssync.core.sync.Fixtures.L2;
import static org.cellssync.core.sync.Fixtures.NONE;
import static org.cellssync.core.sync.Fixtures.U10;
import static org.cellssync.core.sync.Fixtures.U77;
import static org.cellssync.core.sync.Fixtures.V10;
import static org.cellssync.core.sync.Fixtures.X1;
import static org.cellssync.core.sync.Fixtures.X2;
import static org.cellssync.core.sync.Fixtures.dir;
import static org.cellssync.core.sync.Fixtures.mirrored;
import static org.cellssync.core.sync.Fixtures.trees;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;

import org.cellssync.core.sync.Conflict.Kind;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Entry.Blocked;
import org.cellssync.core.tree.Reason;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReconcilerTest {

	/** Below a root that all three have, something of the name {@code p} is held by each of the trees. */
	static Stream<Arguments> onePath() {
		return Stream.of(
				arguments("nothing anywhere", NONE, NONE, NONE, nothing()),
				arguments("all alike", F1, F1, F1, nothing()),
				arguments("created here", NONE, F1, NONE, nothing().remote("p", NONE, F1)),
				arguments("link created here", NONE, L1, NONE, nothing().remote("p", NONE, L1)),
				arguments("empty folder created here", NONE, EMPTY, NONE, nothing().remote("p", NONE, EMPTY)),
				arguments("unread file created here", NONE, U10, NONE, nothing().remote("p", NONE, U10)),
				arguments("subtree created here", NONE, dir("a", F1, "b", dir("c", F2)), NONE,
						nothing().remote("p", NONE, EMPTY).remote("p/a", NONE, F1).remote("p/b", NONE, EMPTY)
								.remote("p/b/c", NONE, F2)),
				arguments("edited here", F1, F2, F1, nothing().remote("p", F1, F2)),
				arguments("link changed here", L1, L2, L1, nothing().remote("p", L1, L2)),
				arguments("made executable here", F1, X1, F1, nothing().remote("p", F1, X1)),
				arguments("deleted here", F1, NONE, F1, nothing().remote("p", F1, NONE)),
				arguments("subtree deleted here", dir("a", F1), NONE, dir("a", F1),
						nothing().remote("p", dir("a", F1), NONE)),
				arguments("file replaced by link here", F1, L1, F1, nothing().remote("p", F1, L1)),
				arguments("file replaced by folder here", F1, dir("a", F2), F1,
						nothing().remote("p", F1, EMPTY).remote("p/a", NONE, F2)),
				arguments("folder replaced by file here", dir("a", F2), F1, dir("a", F2),
						nothing().remote("p", dir("a", F2), F1)),

				arguments("created alike", NONE, F1, F1, nothing().agreed("p", NONE, F1)),
				arguments("edited alike", F1, F2, F2, nothing().agreed("p", F1, F2)),
				arguments("link created alike", NONE, L1, L1, nothing().agreed("p", NONE, L1)),
				arguments("deleted on both", F1, NONE, NONE, nothing().agreed("p", F1, NONE)),
				arguments("subtree deleted on both", dir("a", F1), NONE, NONE,
						nothing().agreed("p", dir("a", F1), NONE)),
				arguments("file became folder on both", F1, dir("a", F2), dir("a", F2),
						nothing().agreed("p", F1, EMPTY).agreed("p/a", NONE, F2)),
				arguments("folder created on both with other children", NONE, dir("a", F1), dir("b", F2),
						nothing().agreed("p", NONE, EMPTY).remote("p/a", NONE, F1).local("p/b", NONE, F2)),
				arguments("folder became file on both", dir("a", F2), F1, F1,
						nothing().agreed("p", dir("a", F2), F1)),

				arguments("edited on both", F1, F2, F3, nothing().conflict(Kind.EDIT_EDIT, "p", F1, F2, F3)),
				arguments("created on both", NONE, F2, F3,
						nothing().conflict(Kind.CREATE_CREATE, "p", NONE, F2, F3)),
				arguments("links changed on both", L1, L2, new Entry.Link("3"),
						nothing().conflict(Kind.EDIT_EDIT, "p", L1, L2, new Entry.Link("3"))),
				arguments("links created on both", NONE, L1, L2,
						nothing().conflict(Kind.CREATE_CREATE, "p", NONE, L1, L2)),
				arguments("file here, link there", NONE, F1, L1,
						nothing().conflict(Kind.TYPE, "p", NONE, F1, L1)),
				arguments("file here, folder there", NONE, F1, dir("a", F2),
						nothing().conflict(Kind.TYPE, "p", NONE, F1, dir("a", F2))),
				arguments("edited here, became folder there", F1, F2, EMPTY,
						nothing().conflict(Kind.TYPE, "p", F1, F2, EMPTY)),
				arguments("folder replaced here, edited below there", dir("a", F1), F3, dir("a", F2),
						nothing().conflict(Kind.TYPE, "p", dir("a", F1), F3, dir("a", F2))),
				arguments("folder replaced here, partly deleted there", dir("a", F1, "b", F2), F3,
						dir("b", F2),
						nothing().remote("p", dir("b", F2), F3)),
				arguments("folder replaced by file here, by link there", dir("a", F1), F3, L1,
						nothing().conflict(Kind.TYPE, "p", dir("a", F1), F3, L1)),
				arguments("folder became two different files", dir("a", F1), F2, F3,
						nothing().conflict(Kind.CREATE_CREATE, "p", dir("a", F1), F2, F3)),

				arguments("same edit, one made it executable", F1, X2, F2, nothing().remote("p", F2, X2)),
				arguments("edited here, made executable there", F1, F2, X1,
						nothing().conflict(Kind.EDIT_EDIT, "p", F1, F2, X1)),
				arguments("both made executable, one edited", F1, X2, X1, nothing().remote("p", X1, X2)),
				arguments("same content created, one executable", NONE, X1, F1,
						nothing().remote("p", F1, X1)),
				arguments("both made executable", F1, X1, X1, nothing().agreed("p", F1, X1)),

				arguments("deleted here, edited there", F1, NONE, F2, nothing().local("p", NONE, F2)),
				arguments("deleted here, made executable there", F1, NONE, X1,
						nothing().local("p", NONE, X1)),
				arguments("deleted here, became folder there", F1, NONE, dir("a", F2),
						nothing().local("p", NONE, EMPTY).local("p/a", NONE, F2)),
				arguments("folder deleted here, one file edited there", dir("a", F1, "b", F1), NONE,
						dir("a", F2, "b", F1),
						nothing().local("p", NONE, EMPTY).local("p/a", NONE, F2).remote("p/b", F1, NONE)),
				arguments("folder deleted here, file created deep there", dir("a", dir("b", F1)), NONE,
						dir("a", dir("b", F1, "c", F2)),
						nothing().local("p", NONE, EMPTY).local("p/a", NONE, EMPTY).local("p/a/c", NONE, F2)
								.remote("p/a/b", F1, NONE)),
				arguments("folder deleted here, partly there", dir("a", F1, "b", dir("c", F2)), NONE,
						dir("b", EMPTY),
						nothing().remote("p", dir("b", EMPTY), NONE).agreed("p/a", F1, NONE).agreed("p/b/c",
								F2, NONE)),
				arguments("folder deleted here, replaced by file there", dir("a", F1), NONE, F2,
						nothing().local("p", NONE, F2)),
				arguments("folder deleted here, child became folder there", dir("a", F1), NONE,
						dir("a", EMPTY),
						nothing().local("p", NONE, EMPTY).local("p/a", NONE, EMPTY)));
	}

	static Stream<Arguments> blocked() {
		return Stream.of(
				arguments("unreadable here, nowhere else", NONE, B, NONE, nothing().blocked("p")),
				arguments("a pipe here, nothing there", NONE, new Blocked(Reason.SPECIAL), NONE, nothing()),
				arguments("blocked on both", NONE, B, B, nothing().blocked("p")),
				arguments("blocked here, created there", NONE, B, F1, nothing().blocked("p")),
				arguments("blocked here, unchanged there", F1, B, F1, nothing().blocked("p")),
				arguments("blocked here, deleted there", F1, B, NONE, nothing().blocked("p")),
				arguments("blocked here, folder there", dir("a", F1), B, dir("a", F2, "b", F3),
						nothing().blocked("p")),
				arguments("new folder with something blocked", NONE, dir("a", F1, "b", B), NONE,
						nothing().remote("p", NONE, EMPTY).remote("p/a", NONE, F1).blocked("p/b")),
				arguments("folder deleted here, blocked child there", dir("a", F1, "b", F2), NONE,
						dir("a", F1, "b", B),
						nothing().blocked("p/b").remote("p/a", F1, NONE)),
				arguments("folder deleted here, new blocked child there", dir("a", F1), NONE,
						dir("a", F1, "b", B),
						nothing().blocked("p/b").remote("p/a", F1, NONE)),
				arguments("folder deleted here, blocked grandchild there", dir("a", dir("b", F1)), NONE,
						dir("a", dir("b", B)), nothing().blocked("p/a/b")),
				arguments("folder replaced here, blocked child there", dir("a", F1, "b", F2), F3,
						dir("a", F1, "b", B),
						nothing().blocked("p/b")));
	}

	static Stream<Arguments> unread() {
		return Stream.of(
				arguments("touched here perhaps", F1, U10, F1, nothing().unprovenLocal("p")),
				arguments("touched on both perhaps", F1, U10, V10,
						nothing().unprovenLocal("p").unprovenRemote("p")),
				arguments("touched here perhaps, deleted there", F1, U10, NONE, nothing().unprovenLocal("p")),
				arguments("touched here perhaps, edited there", F1, U10, F3, nothing().unprovenLocal("p")),
				arguments("touched here perhaps, edited there to unread", F1, U10, U77,
						nothing().unprovenLocal("p")),
				arguments("touched here perhaps, became folder there", F1, U10, EMPTY,
						nothing().unprovenLocal("p")),
				arguments("created on both, sizes equal", NONE, U10, F1, nothing().unprovenLocal("p")),
				arguments("created on both, sizes equal, both unread", NONE, U10, V10,
						nothing().unprovenLocal("p").unprovenRemote("p")),
				arguments("created on both, sizes differ", NONE, U10, F3,
						nothing().conflict(Kind.CREATE_CREATE, "p", NONE, U10, F3)),
				arguments("edited on both, sizes differ", F3, U77, F1,
						nothing().conflict(Kind.EDIT_EDIT, "p", F3, U77, F1)),
				arguments("edited on both, sizes equal", F3, U10, F1, nothing().unprovenLocal("p")),
				arguments("edited here, another size", F1, U77, F1, nothing().remote("p", F1, U77)),
				arguments("edited here, another size, deleted there", F1, U77, NONE,
						nothing().remote("p", NONE, U77)),
				arguments("unread here, folder there", NONE, U10, EMPTY,
						nothing().conflict(Kind.TYPE, "p", NONE, U10, EMPTY)),
				arguments("folder deleted there, child touched here perhaps", dir("a", F1, "b", F2),
						dir("a", U10, "b", F2),
						NONE, nothing().unprovenLocal("p/a").local("p/b", F2, NONE)),
				arguments("folder deleted there, child edited here", dir("a", F1), dir("a", U77), NONE,
						nothing().remote("p", NONE, EMPTY).remote("p/a", NONE, U77)),
				arguments("folder replaced there, child touched here perhaps", dir("a", F1), dir("a", U10),
						F3,
						nothing().unprovenLocal("p/a")),
				arguments("folder replaced there, child edited here", dir("a", F1), dir("a", U77), F3,
						nothing().conflict(Kind.TYPE, "p", dir("a", F1), dir("a", U77), F3)),
				arguments("unread is as the ancestor says (a decision)", U10, U10, F1,
						nothing().local("p", U10, F1)));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource({ "onePath", "blocked", "unread" })
	void decides(String name, Entry ancestor, Entry local, Entry remote, Expected expected) {
		Trees trees = trees(dir("p", ancestor), dir("p", local), dir("p", remote));

		assertEquals(expected.reconciliation(), Reconciler.reconcile(trees, Mode.TWO_WAY));
		assertEquals(Expected.mirrored(expected.reconciliation()),
				Reconciler.reconcile(mirrored(trees), Mode.TWO_WAY));
	}

	static Stream<Arguments> roots() {
		return Stream.of(
				arguments("first cycle, both empty", NONE, EMPTY, EMPTY, nothing().agreed("", NONE, EMPTY)),
				arguments("first cycle merges", NONE, dir("a", F1, "b", F2), dir("b", F2, "c", F3),
						nothing().agreed("", NONE, EMPTY).agreed("b", NONE, F2).remote("a", NONE, F1)
								.local("c", NONE, F3)),
				arguments("root blocked", dir("a", F1), B, dir("a", F2), nothing().blocked("")),
				arguments("names beside folders", dir("a", dir("x", F1), "a b", F1),
						dir("a", dir("x", F2), "a b", F2),
						dir("a", dir("x", F1), "a b", F1),
						nothing().remote("a b", F1, F2).remote("a/x", F1, F2)));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("roots")
	void decidesFromTheRoot(String name, Entry ancestor, Entry local, Entry remote, Expected expected) {
		assertEquals(expected.reconciliation(),
				Reconciler.reconcile(trees(ancestor, local, remote), Mode.TWO_WAY));
	}
}
