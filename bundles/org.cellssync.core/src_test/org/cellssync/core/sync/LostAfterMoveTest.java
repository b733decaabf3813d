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
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Entry.Blocked;
import org.cellssync.core.tree.Identities;
import org.cellssync.core.tree.Identity;
import org.cellssync.core.tree.Reason;
import org.cellssync.core.tree.SyncPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LostAfterMoveTest {

	private static final Blocked LOST = new Blocked(Reason.LOST_AFTER_MOVE);
	private static final LostAfterMove LOST_AFTER_MOVE = new LostAfterMove(Ids.NONE, Side.REMOTE);
	private static final List<SyncPath> MOVED = List.of(path("m"));

	static Stream<Arguments> cases() {
		Entry full = dir("a", F1, "s", dir("b", F2, "c", F3));
		return Stream.of(
				arguments("nothing lost", dir("m", full), dir("m", full), dir("m", full), dir("m", full)),
				arguments("file lost", dir("m", full), dir("m", dir("s", dir("b", F2, "c", F3))),
						dir("m", dir("a", LOST, "s", dir("b", F2, "c", F3))),
						dir("m", dir("s", dir("b", F2, "c", F3)))),
				arguments("file lost below", dir("m", full), dir("m", dir("a", F1, "s", dir("c", F1))),
						dir("m", dir("a", F1, "s", dir("b", LOST, "c", F1))),
						dir("m", dir("a", F1, "s", dir("c", F3)))),
				arguments("folder lost", dir("m", full), dir("m", dir("a", F1)),
						dir("m", dir("a", F1, "s", LOST)),
						dir("m", dir("a", F1))),
				arguments("all lost", dir("m", full), dir("m", EMPTY), dir("m", dir("a", LOST, "s", LOST)),
						dir("m", EMPTY)),
				arguments("moved folder itself lost", dir("m", full), EMPTY, dir("m", LOST), EMPTY),
				arguments("elsewhere absence is absence", dir("m", full, "n", F1), dir("m", full),
						dir("m", full),
						dir("m", full, "n", F1)),
				arguments("new and blocked things stay", dir("m", full),
						dir("m", dir("a", B, "n", F1, "s", F1)),
						dir("m", dir("a", B, "n", F1, "s", F1)), dir("m", full)));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("cases")
	void marksAndForgets(String name, Entry ancestor, Entry remote, Entry marked, Entry forgotten) {
		assertEquals(marked, LOST_AFTER_MOVE.mark(ancestor, remote, MOVED));
		assertEquals(forgotten, LOST_AFTER_MOVE.forget(ancestor, remote, MOVED));
	}

	@Test
	void aDeletedFolderAboveIsDeleted() {
		Entry ancestor = dir("d", dir("m", dir("a", F1)));

		assertSame(EMPTY, LOST_AFTER_MOVE.mark(ancestor, EMPTY, List.of(path("d/m"))));
		assertSame(ancestor, LOST_AFTER_MOVE.forget(ancestor, EMPTY, List.of(path("d/m"))));
	}

	@Test
	void lostThingsStayHereAndAreSentAgainLater() {
		Entry ancestor = dir("m", dir("a", F1, "b", F2));
		Entry remote = dir("m", dir("b", F2));
		Reconciliation first = Reconciler.reconcile(
				trees(ancestor, ancestor, LOST_AFTER_MOVE.mark(ancestor, remote, MOVED)), Mode.TWO_WAY);
		Reconciliation later = Reconciler.reconcile(
				trees(LOST_AFTER_MOVE.forget(ancestor, remote, MOVED), ancestor, remote), Mode.TWO_WAY);

		assertEquals(List.of(), first.local());
		assertEquals(List.of(), first.remote());
		assertEquals(Set.of(path("m/a")), first.blocked());
		assertEquals(List.of(), later.local());
		assertEquals(List.of(change("m/a", NONE, F1)), later.remote());
	}

	@Test
	void whatStandsElsewhereMovedOn() {
		Entry ancestor = dir("m", dir("a", F1, "b", F2, "s", dir("c", F3)));
		Entry remote = dir("m", dir("b", F2), "n", F1, "t", dir("c", F3));
		Identities before = ids("m/a", "A", "m/b", "B", "m/s", "S", "m/s/c", "C");

		LostAfterMove all = new LostAfterMove(
				new Ids(Identities.NONE, before, Identities.NONE, ids("n", "A", "m/b", "B", "t", "S", "t/c", "C")),
				Side.REMOTE);
		assertEquals(remote, all.mark(ancestor, remote, MOVED));
		assertEquals(ancestor, all.forget(ancestor, remote, MOVED));

		LostAfterMove inner = new LostAfterMove(
				new Ids(Identities.NONE, before, Identities.NONE, ids("m/b", "B", "t", "T", "t/c", "C")), Side.REMOTE);
		assertEquals(dir("m", dir("a", LOST, "b", F2), "n", F1, "t", dir("c", F3)),
				inner.mark(ancestor, remote, MOVED));
		assertEquals(dir("m", dir("b", F2, "s", dir("c", F3))), inner.forget(ancestor, remote, MOVED));
	}

	@Test
	void ofAFolderThatIsLostOnlyWhatStandsElsewhereIsRemembered() {
		Entry ancestor = dir("m", dir("s", dir("b", F2, "c", F3)));
		Entry remote = dir("m", EMPTY, "c", F3);
		LostAfterMove lost = new LostAfterMove(
				new Ids(Identities.NONE, ids("m/s", "S", "m/s/b", "B", "m/s/c", "C"), Identities.NONE, ids("c", "C")),
				Side.REMOTE);

		assertEquals(dir("m", dir("s", LOST), "c", F3), lost.mark(ancestor, remote, MOVED));
		assertEquals(dir("m", dir("s", dir("c", F3))), lost.forget(ancestor, remote, MOVED));
	}

	@Test
	void theLeftEndGoesByItsOwnIds() {
		Entry ancestor = dir("m", dir("a", F1, "b", F2));
		Entry left = dir("m", EMPTY, "n", F1);
		Ids ids = new Ids(ids("m/a", "A", "m/b", "B"), Identities.NONE, ids("n", "A"), Identities.NONE);

		assertEquals(dir("m", dir("b", LOST), "n", F1), new LostAfterMove(ids, Side.LOCAL).mark(ancestor, left, MOVED));
		assertEquals(dir("m", dir("a", LOST, "b", LOST), "n", F1),
				new LostAfterMove(ids, Side.REMOTE).mark(ancestor, left, MOVED));
	}

	private static Identities ids(String... pathsAndIds) {
		Map<SyncPath, Identity> ids = new HashMap<>();
		for (int i = 0; i < pathsAndIds.length; i += 2) {
			SyncPath path = path(pathsAndIds[i]);
			ids.put(path, new Identity(pathsAndIds[i + 1], "", Instant.EPOCH, path.name(), true));
		}
		return Identities.of(ids);
	}
}
