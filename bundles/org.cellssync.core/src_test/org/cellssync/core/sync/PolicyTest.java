package org.cellssync.core.sync;

import static org.cellssync.core.sync.Fixtures.B;
import static org.cellssync.core.sync.Fixtures.EMPTY;
import static org.cellssync.core.sync.Fixtures.F1;
import static org.cellssync.core.sync.Fixtures.F2;
import static org.cellssync.core.sync.Fixtures.F3;
import static org.cellssync.core.sync.Fixtures.dir;
import static org.cellssync.core.sync.Fixtures.path;
import static org.cellssync.core.sync.Fixtures.trees;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Identities;
import org.cellssync.core.tree.Identity;
import org.cellssync.core.tree.SyncPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class PolicyTest {

	private static final Trees EDITED = trees(dir("p", F1), dir("p", F2), dir("p", F3));

	private static List<Conflict> conflicts(Trees trees) {
		return Reconciler.reconcile(trees, Mode.TWO_WAY).conflicts();
	}

	/** @param pathsAndSeconds each path with its modification time */
	private static Identities modified(Object... pathsAndSeconds) {
		Map<SyncPath, Identity> identities = new HashMap<>();
		for (int i = 0; i < pathsAndSeconds.length; i += 2) {
			SyncPath path = path((String) pathsAndSeconds[i]);
			identities.put(path, new Identity("", "", Instant.ofEpochSecond((int) pathsAndSeconds[i + 1]),
					path.name(), true));
		}
		return Identities.of(identities);
	}

	private static Optional<Resolution> decided(Policy policy, Trees trees, Ids ids) {
		return Optional.ofNullable(policy.decide(conflicts(trees), trees, ids).get(path("p")))
				.map(Decision::resolution);
	}

	@ParameterizedTest
	@EnumSource(names = { "KEEP_LOCAL", "KEEP_REMOTE", "KEEP_BOTH" })
	void decidesAllAlike(Policy policy) {
		assertEquals(Optional.of(Resolution.valueOf(policy.name())), decided(policy, EDITED, Ids.NONE));
	}

	@Test
	void asks() {
		assertEquals(Optional.empty(), decided(Policy.ASK, EDITED, Ids.NONE));
	}

	static Stream<Arguments> times() {
		Trees file = EDITED;
		Trees folder = trees(EMPTY, dir("p", F1), dir("p", dir("a", F2, "d", dir("b", F3))));
		Trees empty = trees(EMPTY, dir("p", F1), dir("p", EMPTY));
		return Stream.of(
				arguments("local is later", file, modified("p", 2), modified("p", 1),
						Optional.of(Resolution.KEEP_LOCAL)),
				arguments("remote is later", file, modified("p", 1), modified("p", 2),
						Optional.of(Resolution.KEEP_REMOTE)),
				arguments("equal times decide nothing", file, modified("p", 1), modified("p", 1),
						Optional.empty()),
				arguments("a missing time decides nothing", file, modified("p", 1), modified(),
						Optional.empty()),
				arguments("a folder is as new as what is in it", folder, modified("p", 5),
						modified("p", 9, "p/a", 1, "p/d", 9, "p/d/b", 4), Optional.of(Resolution.KEEP_LOCAL)),
				arguments("the newest in a folder counts", folder, modified("p", 5),
						modified("p", 1, "p/a", 6, "p/d", 1, "p/d/b", 4),
						Optional.of(Resolution.KEEP_REMOTE)),
				arguments("a time missing in a folder decides nothing", folder, modified("p", 5),
						modified("p", 1, "p/a", 6), Optional.empty()),
				arguments("an empty folder has its own time", empty, modified("p", 5), modified("p", 6),
						Optional.of(Resolution.KEEP_REMOTE)));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("times")
	void keepsTheNewest(String name, Trees trees, Identities local, Identities remote,
			Optional<Resolution> expected) {
		assertEquals(expected, decided(Policy.KEEP_NEWEST, trees,
				new Ids(Identities.NONE, Identities.NONE, local, remote)));
	}

	@Test
	void waitsForWhatIsBlockedOrMoves() {
		Entry blocked = dir("a", B, "b", F2);
		Trees held = trees(EMPTY, dir("p", F1), dir("p", blocked));

		assertEquals(Optional.empty(), decided(Policy.KEEP_LOCAL, held, Ids.NONE));
		assertEquals(Map.of(), Policy.KEEP_LOCAL.decide(conflicts(EDITED),
				trees(dir("q", F1), dir("q", F2), dir("p", F3)), Ids.NONE));
	}

	@Test
	void decisionsHoldInOneWayTasks() {
		Trees lead = Decisions
				.settle(EDITED, Policy.KEEP_REMOTE.decide(conflicts(EDITED), EDITED, Ids.NONE), "",
						Mode.DOWNLOAD)
				.trees();
		Trees follower = Decisions
				.settle(EDITED, Policy.KEEP_LOCAL.decide(conflicts(EDITED), EDITED, Ids.NONE),
						"", Mode.DOWNLOAD)
				.trees();

		assertEquals(List.of(Fixtures.change("p", F2, F3)),
				Reconciler.reconcile(lead, Mode.DOWNLOAD).local());
		assertEquals(List.of(new Held(path("p"), Side.LOCAL, Held.Why.FOREIGN)),
				Reconciler.reconcile(follower, Mode.DOWNLOAD).held());
	}

	@Test
	void copiesAreMadeOnTheEndThatFollows() {
		Decisions.Settled settled = Decisions.settle(EDITED,
				Policy.KEEP_BOTH.decide(conflicts(EDITED), EDITED, Ids.NONE), " (copy)", Mode.UPLOAD);

		assertEquals(Side.REMOTE, settled.copies());
		assertEquals(List.of(new Move(path("p"), path("p (copy)"), F3)), settled.renames());
		assertEquals(EMPTY, settled.forgotten(EDITED.ancestor()));
		assertEquals(List.of(Fixtures.change("p", Fixtures.NONE, F2)),
				Reconciler.reconcile(settled.trees(), Mode.UPLOAD).remote());
	}

	@Test
	void whatIsForeignCanBeTakenBack() {
		Trees trees = trees(dir("p", F1), dir("p", F2, "q", F3), dir("p", F1));
		Trees settled = Decisions.settle(trees,
				new TreeMap<>(Map.of(path("p"), new Decision(Resolution.KEEP_REMOTE, F2, F1), path("q"),
						new Decision(Resolution.KEEP_REMOTE, F3, Fixtures.NONE))),
				"", Mode.DOWNLOAD).trees();

		assertEquals(List.of(Fixtures.change("p", F2, F1), Fixtures.change("q", F3, Fixtures.NONE)),
				Reconciler.reconcile(settled, Mode.DOWNLOAD).local());
	}
}
