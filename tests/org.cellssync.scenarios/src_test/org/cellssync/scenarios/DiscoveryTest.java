package org.cellssync.scenarios;

import static org.cellssync.scenarios.Count.deletesThere;
import static org.cellssync.scenarios.Count.downloads;
import static org.cellssync.scenarios.Count.movesThere;
import static org.cellssync.scenarios.Count.uploads;
import static org.cellssync.scenarios.Replay.A12_B12_C12_S12;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;

/** Nextcloud's testremotediscovery, testpermissions and their like. */
class DiscoveryTest {

	@Scenario(value = "R01", over = Ends.CELLS)
	void whatCannotBeListedIsNotTakenForDeleted(Replay it) throws Exception {
		it.given(A12_B12_C12_S12);
		it.remote.write("A/there");
		it.local.write("B/here");
		String before = it.local.names();
		for (Object answer : List.of("reset", "halfBody", Server.cells(401, "no token"), Server.cells(403, "forbidden"),
				Server.cells(404, "not found"), Server.cells(500, "internal"), Server.cells(503, "maintenance"))) {
			it.server().fail("tree.NodeProvider/ListNodes", 1000, answer);
			Run run = it.sync();
			assertTrue(run.summary().failure().isPresent(), () -> answer + ": " + run);
			assertEquals(List.of(), run.operations(), answer::toString);
			it.server().heal();
			assertEquals(before, it.local.names());
		}
		it.sync().did(uploads(1), downloads(1));
		it.same();
	}

	@Scenario(value = "R04", over = Ends.CELLS)
	void whatSomebodyElseLockedIsLeftAlone(Replay it) throws Exception {
		it.given(A12_B12_C12_S12);
		for (String path : List.of("A/a1", "A/a2", "B/b1")) {
			it.server().faults(Map.of("lock", Map.of("path", it.serverPath(path), "user", it.server().otherUser())));
		}
		it.local.append("A/a1", "mine");
		it.local.move("A/a2", "A/a2 moved");
		it.local.delete("B/b1");
		it.local.write("B/new");
		it.sync().fails("A/a1 REMOTE_LOCKED_OR_FORBIDDEN").did(uploads(1), movesThere(1), deletesThere(1));
		it.problems("A/a1 REMOTE_LOCKED_OR_FORBIDDEN");
		assertEquals("WWWWmine", it.local.read("A/a1"));
		assertEquals("WWWW", it.remote.read("A/a1"));
		it.server().heal();
		it.sync().did(uploads(1));
		it.same();
	}
}
