package org.cellssync.scenarios;

import static org.cellssync.scenarios.Count.downloads;
import static org.cellssync.scenarios.Count.movesHere;
import static org.cellssync.scenarios.Count.movesThere;
import static org.cellssync.scenarios.Count.uploads;
import static org.cellssync.scenarios.Replay.A12_B12_C12_S12;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Nextcloud's testchunkingng, testdownload, testasyncop and testuploadreset. */
class TransferTest {

	private static final int IN_PARTS = Syncing.PART + 5;

	private static byte[] noise(int size) {
		byte[] content = new byte[size];
		new Random(size).nextBytes(content);
		return content;
	}

	@Scenario(value = { "T01", "T06" }, over = Ends.CELLS)
	void theReplyToTheEndOfAnUploadInPartsIsLost(Replay it) throws Exception {
		it.given("keep");
		it.local.write("big", noise(IN_PARTS));
		it.server().fail("S3 POST uploadId", 1, "lostReply");
		Run run = it.sync();
		assertEquals(List.of("upload remote big"), run.operations());
		assertEquals(2, run.calls("S3 PUT part"));
		assertEquals(0, run.calls("S3 GET"));
		it.quiet();
		it.local.append("keep", "more");
		it.sync().did(uploads(1));
		it.problems();
		it.conflicts();
		it.local.delete("big");
		it.sync();
		it.same();
	}

	@Scenario(value = { "T11", "T17" }, over = Ends.CELLS)
	void theReplyToAnUploadIsLost(Replay it) throws Exception {
		it.given(A12_B12_C12_S12);
		it.local.append("A/a1", "one");
		it.local.write("A/new");
		it.server().fail("S3 PUT", 2, "lostReply");
		Run run = it.sync();
		assertEquals(2, run.summary().uploaded().files(), run::toString);
		assertEquals(0, run.calls("S3 GET"));
		it.quiet();
		it.local.append("A/a1", "two");
		it.local.append("A/new", "two");
		it.sync().did(uploads(2));
		it.same();
		it.server().fail("S3 PUT", 1, "reset");
		it.local.append("A/a1", "three");
		assertEquals(1, it.sync().summary().uploaded().files());
		it.same();
	}

	@Scenario("T12")
	void namesThatUrlsWouldQuote(Replay it) throws Exception {
		it.given(A12_B12_C12_S12);
		List<String> names = List.of("file %", "100%25", "a+b", "what?", "c#d", "x&y=z", "semi;colon", "[br]{ace}", "'\"`",
				"~!@$^,", "  two");
		for (String name : names) {
			it.local.write("A/" + name);
			it.remote.write("B/" + name + "/in " + name);
		}
		it.sync();
		it.same();
		for (String name : names) {
			it.remote.move("A/" + name, "C/" + name);
			it.local.move("B/" + name, "S/" + name);
		}
		it.sync().did(movesHere(names.size()), movesThere(names.size()));
		it.same();
	}

	@Scenario(value = { "T13", "oc testResumeInNextSync" }, over = Ends.CELLS)
	void aDownloadThatBreaksOffGoesOnWhereItWas(Replay it) throws Exception {
		it.given(A12_B12_C12_S12);
		byte[] content = noise(3_000_000);
		it.remote.write("A/big", content);
		it.server().fail("S3 GET", 1, "halfBody");
		it.sync().reads(1).did(downloads(1));
		assertArrayEquals(content, Files.readAllBytes(it.local.at("A/big")));
		it.same();
	}

	@Scenario(value = "busy server", over = Ends.CELLS)
	void aServerThatIsBusyIsAskedAgainLater(Replay it) throws Exception {
		it.given("keep");
		for (int i = 0; i < 20; i++) {
			it.local.write("up" + i);
			it.remote.write("down" + i);
		}
		it.server().fail("S3 PUT", 3, Server.http(503, "SlowDown"));
		it.server().fail("S3 GET", 3, Server.http(429, "TooManyRequests"));
		Run run = it.sync();
		assertEquals(40, run.operations().size(), run::toString);
		assertEquals(20, run.summary().uploaded().files());
		assertEquals(20, run.summary().downloaded().files());
		it.same();
	}

	@Scenario(value = "T14", over = Ends.CELLS)
	void whatTheServerSaysReachesTheUser(Replay it) throws Exception {
		it.given(A12_B12_C12_S12);
		it.remote.write("A/broken");
		it.server().fail("S3 GET", 1, Server.http(400, "OutOfLuck"));
		it.sync();
		assertTrue(it.view().problems().getFirst().line().contains("OutOfLuck, says the test"),
				() -> it.view().problems().toString());
		it.sync().did(downloads(1));
		it.same();
	}

	@Scenario(value = "T18", over = Ends.CELLS)
	void aDeletionThatTakesTheServerLongIsDoneOnce(Replay it) throws Exception {
		it.given(A12_B12_C12_S12);
		it.server().faults(Map.of("slow", Map.of("method", "REST delete", "seconds", 1)));
		it.local.delete("A");
		it.local.delete("B/b1");
		Run run = it.sync();
		assertEquals(List.of("delete remote A", "delete remote B/b1"), run.operations().stream().sorted().toList());
		it.bothHold("B/ B/b2 C/ C/c1 C/c2 S/ S/s1 S/s2");
		it.same();
	}
}
