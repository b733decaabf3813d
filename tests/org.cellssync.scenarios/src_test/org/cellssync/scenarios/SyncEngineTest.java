package org.cellssync.scenarios;

import static org.cellssync.scenarios.Count.deletesHere;
import static org.cellssync.scenarios.Count.deletesThere;
import static org.cellssync.scenarios.Count.downloads;
import static org.cellssync.scenarios.Count.makesHere;
import static org.cellssync.scenarios.Count.makesThere;
import static org.cellssync.scenarios.Count.movesHere;
import static org.cellssync.scenarios.Count.movesThere;
import static org.cellssync.scenarios.Count.uploads;
import static org.cellssync.scenarios.Replay.A12_B12_C12_S12;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

import org.cellssync.core.ignore.Selection;
import org.cellssync.core.sync.Policy;
import org.cellssync.core.tree.SyncPath;

/** Nextcloud's testsyncengine. */
class SyncEngineTest {

	private static final Instant LONG_AGO = Instant.parse("2001-02-03T04:05:06Z");

	@Scenario("E01")
	void aNewRemoteFileIsDownloaded(Replay it) throws Exception {
		it.given(A12_B12_C12_S12);
		it.remote.write("A/a0");
		it.sync().did(downloads(1));
		it.same();
	}

	@Scenario("E02")
	void aNewLocalFileIsUploaded(Replay it) throws Exception {
		it.given(A12_B12_C12_S12);
		it.local.write("A/a0");
		it.sync().did(uploads(1));
		it.same();
	}

	@Scenario("E03")
	void newRemoteFoldersAreMade(Replay it) throws Exception {
		it.given(A12_B12_C12_S12);
		it.remote.makeFolder("Y");
		it.remote.makeFolder("Z");
		it.remote.write("Z/d0");
		it.sync().did(makesHere(2), downloads(1));
		it.same();
	}

	@Scenario("E04")
	void newLocalFoldersAreMade(Replay it) throws Exception {
		it.given(A12_B12_C12_S12);
		it.local.makeFolder("Y");
		it.local.makeFolder("Z");
		it.local.write("Z/d0");
		it.sync().did(makesThere(2), uploads(1));
		it.same();
	}

	@Scenario("E05")
	void newFoldersComeBeforeNewFiles(Replay it) throws Exception {
		it.given(A12_B12_C12_S12);
		for (String file : List.of("Y/y0", "Y/y1", "Y/y2", "Z/z0", "Z/z1", "Z/z2")) {
			it.local.write(file);
		}
		Run run = it.sync().did(makesThere(2), uploads(6));
		assertEquals(List.of("create remote Y", "create remote Z"),
				run.operations().subList(0, 2).stream().sorted().toList());
		it.same();
	}

	@Scenario("E06")
	void aRemoteDeletionDeletesHere(Replay it) throws Exception {
		it.given(A12_B12_C12_S12);
		it.remote.delete("A/a1");
		it.sync().did(deletesHere(1));
		assertFalse(Files.exists(it.local.at("A/a1")));
		it.same();
	}

	@Scenario("E07")
	void aLocalDeletionDeletesThere(Replay it) throws Exception {
		it.given(A12_B12_C12_S12);
		it.local.delete("A/a1");
		Run run = it.sync().did(deletesThere(1));
		if (it.hasServer()) {
			// Into the recycle bin: the other way to delete is for good.
			assertEquals(1, run.calls("REST delete"));
			assertEquals(0, run.calls("tree.NodeReceiver/DeleteNode"));
		}
		it.same();
	}

	@Scenario("E08")
	void whatIsNewInAFolderThatWasDeletedComesBackWithItsFolders(Replay it) throws Exception {
		it.given("keep A/a1 A/a2 A/B/b1 A/B/C/c1/ A/B/C/c2/x");
		it.remote.delete("A");
		for (String file : List.of("A/new1", "A/B/new2", "A/B/C/new3", "A/B/C/c1/new4", "A/B/C/c2/new5", "A/B/C/c3/new6")) {
			it.local.write(file);
		}
		it.sync().did(makesThere(6), uploads(6), deletesHere(4));
		it.bothHold("A/ A/B/ A/B/C/ A/B/C/c1/ A/B/C/c1/new4 A/B/C/c2/ A/B/C/c2/new5 A/B/C/c3/ A/B/C/c3/new6"
				+ " A/B/C/new3 A/B/new2 A/new1 keep");
		it.same();
	}

	@Scenario("E09")
	void aFileWrittenAgainWithTheSameContentIsNoChange(Replay it) throws Exception {
		it.given("a1.eml:64 a2.eml:64 a3.eml:64 b3.txt:64");
		it.local.write("a1.eml", it.local.read("a1.eml"));
		it.local.touch("a1.eml", LONG_AGO);
		it.local.write("a2.eml", "V".repeat(64));
		it.local.append("a3.eml", "more");
		it.local.append("b3.txt", "more");
		it.sync().did(uploads(3));
		it.same();
	}

	@Scenario("E10")
	void anUnselectedFolderKeepsWhatWasEditedHere(Replay it) throws Exception {
		it.given("parent/sub1/file1 parent/sub1/file2 parent/sub2/file3 keep");
		it.local.append("parent/sub1/file1", "edited");
		String there = it.remote.names();
		it.options(options -> options.withSelection(Selection.without(List.of(SyncPath.of("parent/sub1")))));
		for (int i = 0; i < 3; i++) {
			it.sync();
			assertEquals("keep parent/ parent/sub1/ parent/sub1/file1 parent/sub2/ parent/sub2/file3", it.local.names());
			assertEquals(there, it.remote.names());
			assertEquals("parent/sub1/file1", it.remote.read("parent/sub1/file1"));
			assertEquals("parent/sub1/file1edited", it.local.read("parent/sub1/file1"));
		}
	}

	@Scenario(value = "E11", over = Ends.CELLS)
	void aFolderThatCannotBeMadeFailsOnceAndNothingGoesBelowIt(Replay it) throws Exception {
		it.given(A12_B12_C12_S12);
		it.local.write("NewFolder/foo");
		it.local.write("A/a0");
		it.server().fail("tree.NodeReceiver/CreateNode", 1, Server.cells(500, "no such luck"));
		Run run = it.sync().fails("NewFolder SERVER_ERROR").did(uploads(1));
		assertEquals(1, run.calls("S3 PUT"));
		it.problems("NewFolder SERVER_ERROR");
		it.sync().did(makesThere(1), uploads(1));
		it.same();
	}

	@Scenario(value = "E12", over = Ends.CELLS)
	void aFolderCountsAsAgreedOnlyWithWhatIsInIt(Replay it) throws Exception {
		it.given(A12_B12_C12_S12);
		it.remote.write("NewFolder/foo");
		it.server().fail("S3 GET", 1, Server.http(500, "InternalError"));
		it.sync().fails("NewFolder/foo SERVER_ERROR").did(makesHere(1));
		it.sync().did(downloads(1));
		it.same();
	}

	@Scenario(value = "E13", over = Ends.CELLS)
	void twoFilesThatFailLeaveTheOthersAlone(Replay it) throws Exception {
		it.given(A12_B12_C12_S12);
		for (int i = 0; i < 10; i++) {
			it.remote.write("Y/d" + i);
		}
		it.server().fail("S3 GET", 2, Server.http(500, "InternalError"));
		Run run = it.sync();
		assertEquals(11, run.operations().stream().distinct().count(), run::toString);
		assertEquals(2, run.operations().stream().filter(each -> each.endsWith(" SERVER_ERROR")).count(), run::toString);
		assertEquals(8, run.summary().downloaded().files());
		it.sync().did(downloads(2));
		it.same();
	}

	@Scenario("E14")
	void theSameNewContentOnBothSidesIsNoConflict(Replay it) throws Exception {
		it.given(A12_B12_C12_S12);
		for (String path : List.of("A/a1", "A/a2", "B/new")) {
			it.local.write(path, "C".repeat(32));
			it.remote.write(path, "C".repeat(32));
		}
		it.local.touch("A/a2", LONG_AGO);
		Instant here = it.local.modified("A/a1");
		it.sync().did();
		assertEquals(here, it.local.modified("A/a1"));
		assertEquals(LONG_AGO, it.local.modified("A/a2"));
		it.same();
	}

	@Scenario("E15")
	void aPlanTellsWhatIsToBeDoneAndHowMuch(Replay it) throws Exception {
		it.given(A12_B12_C12_S12);
		it.local.append("A/a1", "up");
		it.remote.append("B/b1", "down");
		it.local.append("C/c1", "mine");
		it.remote.append("C/c1", "theirs");
		assertEquals(List.of("B/b1 20", "A/a1 6"), it.dryRun().planned());
		it.sync().did(uploads(1), downloads(1));
		it.conflicts("C/c1");
		var conflict = it.view().conflicts().getFirst();
		assertEquals(28, conflict.local().size());
		assertEquals(30, conflict.remote().size());
		assertEquals(it.local.modified("C/c1"), conflict.local().modified().orElseThrow());
		assertTrue(conflict.remote().modified().isPresent());
	}

	@Scenario(value = "E16", over = Ends.CELLS)
	void whatExceedsTheQuotaFailsAndTheRestGoesThrough(Replay it) throws Exception {
		it.given("keep");
		int[] sizes = { 500, 1200, 1200, 1500, 1100, 900, 200, 199, 1150 };
		for (int i = 0; i < sizes.length; i++) {
			it.local.write("big" + i, new byte[sizes[i]]);
		}
		it.server().quotaLeft(1000);
		Run run = it.sync();
		long sent = run.summary().uploaded().bytes();
		assertTrue(sent <= 1000 && sent >= 500, run::toString);
		assertFalse(run.operations().stream().anyMatch(each -> each.matches("upload remote big[12348]")), run::toString);
		it.server().heal();
		it.sync();
		it.same();
	}

	@Scenario(value = "E17", over = Ends.CELLS)
	void whatDoesNotArriveWholeReplacesNothing(Replay it) throws Exception {
		it.given(A12_B12_C12_S12);
		it.remote.write("A/a1", "entirely new");
		it.server().fail("S3 GET", 10, "halfBody");
		it.sync();
		assertEquals("WWWW", it.local.read("A/a1"));
		it.server().heal();
		it.sync().did(downloads(1));
		it.same();
	}

	@Scenario("E19")
	void hiddenFilesComeOnceTheyAreNoLongerLeftOut(Replay it) throws Exception {
		it.given("seen");
		it.options(options -> options.withIgnore(List.of(".*")));
		it.local.write(".here");
		it.remote.write(".there");
		it.local.write("A/.deep");
		it.sync().did(makesThere(1));
		it.problems();
		it.options(options -> options.withIgnore(List.of()));
		it.sync().did(uploads(2), downloads(1));
		it.bothHold(".here .there A/ A/.deep seen");
		it.same();
	}

	@Scenario(value = "E21", over = Ends.CELLS)
	void manyUploadsThatHangCanBeAborted(Replay it) throws Exception {
		it.given("keep");
		for (int i = 0; i < 3; i++) {
			it.local.write("file" + i);
		}
		it.server().faults(Map.of("slow", Map.of("method", "S3 PUT", "seconds", 1)));
		it.cancelled(() -> it.server().calls().getOrDefault("S3 PUT", 0L) >= 3);
		it.server().heal();
		it.sync();
		it.same();
	}

	@Scenario("E22")
	void permissionsOutliveNewContent(Replay it) throws Exception {
		it.options(options -> options.withPolicy(Policy.KEEP_BOTH));
		it.given("A/a1 A/a2");
		var odd = PosixFilePermissions.fromString("rw-r--r-x");
		for (String path : List.of("A/a1", "A/a2")) {
			Files.setPosixFilePermissions(it.local.at(path), odd);
			if (!it.hasServer()) {
				Files.setPosixFilePermissions(((Folder) it.remote).at(path), odd);
			}
		}
		it.sync().did();
		it.remote.write("A/a1", "new");
		it.remote.write("A/a2", "theirs");
		it.local.write("A/a2", "mine");
		it.sync().did(downloads(2), movesHere(1), uploads(1));
		for (String path : it.local.tree().keySet()) {
			// Where both versions are kept, the other end's is a new file.
			if (!path.endsWith("/") && !path.equals("A/a2")) {
				assertEquals(odd, Files.getPosixFilePermissions(it.local.at(path)), path);
			}
		}
		it.same();
	}

	@Scenario("E23")
	void anEmptyFolderReceivesWhatTheOtherEndHas(Replay it) throws Exception {
		it.remote.makeFolder("foo");
		it.sync().did(makesHere(1));
		it.same();
	}

	@Scenario("E24")
	void timesOfFilesTravelAndThoseOfTheSourceStay(Replay it) throws Exception {
		it.local.write("up");
		it.local.touch("up", LONG_AGO);
		Object changed = Files.getAttribute(it.local.at("up"), "unix:ctime");
		it.remote.write("down");
		it.sync().did(uploads(1), downloads(1));
		assertEquals(LONG_AGO, it.local.modified("up"));
		assertEquals(changed, Files.getAttribute(it.local.at("up"), "unix:ctime"));
		Instant there = it.hasServer() ? it.modifiedThere("down") : ((Folder) it.remote).modified("down");
		assertEquals(there, it.local.modified("down").truncatedTo(it.hasServer() ? ChronoUnit.SECONDS : ChronoUnit.NANOS));
		if (!it.hasServer()) {
			assertEquals(LONG_AGO, ((Folder) it.remote).modified("up"));
		}
		it.same();
	}

	@Scenario(value = "E27", over = Ends.CELLS)
	void aMoveTheServerRefusesLosesNothing(Replay it) throws Exception {
		it.given("A/a1 A/a2 B/b1 folder/inside");
		it.local.move("A/a1", "B/a1");
		it.local.move("folder", "A/folder");
		it.server().fail("tree.NodeReceiver/UpdateNode", 2, Server.cells(403, "path.not.writeable"));
		it.sync().fails("A/folder REMOTE_LOCKED_OR_FORBIDDEN", "B/a1 REMOTE_LOCKED_OR_FORBIDDEN").did();
		assertEquals("A/ A/a2 A/folder/ A/folder/inside B/ B/a1 B/b1", it.local.names());
		assertEquals("A/ A/a1 A/a2 B/ B/b1 folder/ folder/inside", it.remote.names());
		it.problems("A/folder REMOTE_LOCKED_OR_FORBIDDEN", "B/a1 REMOTE_LOCKED_OR_FORBIDDEN");
		it.sync().did(movesThere(2));
		it.same();
	}

	@Scenario(value = "E28", over = Ends.CELLS)
	void filesThatCannotBeReadStayFailingAndTheRestGoesOn(Replay it) throws Exception {
		it.given("A/a1");
		it.remote.write("bad/foo");
		it.remote.write("bad/bar");
		it.local.write("good");
		it.server().fail("S3 GET", 1000, Server.http(403, "AccessDenied"));
		String[] failing = { "bad/bar REMOTE_LOCKED_OR_FORBIDDEN", "bad/foo REMOTE_LOCKED_OR_FORBIDDEN" };
		it.sync().fails(failing).did(makesHere(1), uploads(1));
		it.problems(failing);
		it.local.write("better");
		it.sync().fails(failing).did(uploads(1));
		it.problems(failing);
		it.server().heal();
		it.sync().did(downloads(2));
		it.same();
	}

	@Scenario(value = "E29", over = Ends.FOLDERS)
	void aTimeThatIsNoneIsNoTrouble(Replay it) throws Exception {
		it.given("A/a1");
		Folder there = (Folder) it.remote;
		there.write("A/new");
		there.touch("A/new", Instant.EPOCH);
		there.touch("A/a1", Instant.EPOCH);
		it.sync().did(downloads(1));
		there.touch("A/new", LONG_AGO);
		it.sync().did();
		it.same();
	}

	@Scenario("E30")
	void timesThatChangeAloneAreNoConflict(Replay it) throws Exception {
		it.given(A12_B12_C12_S12);
		for (int i = 0; i < 3; i++) {
			if (it.hasServer()) {
				it.remote.write("A/a1", "WWWW");
			} else {
				((Folder) it.remote).touch("A/a1", LONG_AGO.plusSeconds(i));
			}
			it.sync().did();
			it.conflicts();
		}
		it.local.write("A/a1", "edited");
		it.sync().did(uploads(1));
		it.same();
	}

	@Scenario("E31")
	void aFolderGoesBesideNamesThatDifferInCaseOnly(Replay it) throws Exception {
		it.given("A/file toDelete/inside");
		it.remote.write("A/FILE");
		it.remote.makeFolder("a");
		it.remote.delete("toDelete");
		it.sync().did(downloads(1), makesHere(1), deletesHere(1));
		it.bothHold("A/ A/FILE A/file a/");
		it.same();
	}

	@Scenario({ "E32", "E33", "E34" })
	void namesThatDifferInCaseOnlyAreTwoWhereBothEndsTellThemApart(Replay it) throws Exception {
		it.given("a/b/x other");
		it.remote.write("a/b/test");
		it.remote.write("a/b/TEST");
		it.sync().did(downloads(2));
		it.same();
		it.remote.move("other", "OTHER");
		it.remote.write("other", "new");
		// As an editor saves that keeps a backup: both are new content at their names.
		it.sync().did(downloads(2));
		it.local.move("a/b/TEST", "a/b/test2");
		it.sync().did(movesThere(1));
		it.bothHold("OTHER a/ a/b/ a/b/test a/b/test2 a/b/x other");
		it.remote.write("a/b/TEST");
		it.sync().did(downloads(1));
		it.remote.delete("a/b/TEST");
		it.sync().did(deletesHere(1));
		it.remote.write("a/b/TEST");
		it.sync().did(downloads(1));
		it.remote.delete("a/b/test");
		it.sync().did(deletesHere(1));
		it.bothHold("OTHER a/ a/b/ a/b/TEST a/b/test2 a/b/x other");
		it.same();
	}

	@Scenario("E36")
	void aNameBeyondAsciiIsKept(Replay it) throws Exception {
		it.given(A12_B12_C12_S12);
		it.remote.write("A/abcd\u0119fg.txt");
		it.sync().did(downloads(1));
		assertTrue(Files.exists(it.local.at("A/abcd\u0119fg.txt")));
		it.same();
	}

	@Scenario("E37")
	void whatBecomesAnotherKindReplacesWhatItWas(Replay it) throws Exception {
		it.given("a/sub/x A/file B/b1");
		it.remote.delete("A/file");
		it.remote.write("A/file/in", "now a folder");
		it.sync().did(deletesHere(1), makesHere(1), downloads(1));
		it.bothHold("A/ A/file/ A/file/in B/ B/b1 a/ a/sub/ a/sub/x");
		it.same();
		it.remote.delete("A/file");
		it.remote.write("A/file", "now a file");
		it.sync().did(deletesHere(1), downloads(1));
		it.bothHold("A/ A/file B/ B/b1 a/ a/sub/ a/sub/x");
		it.same();
	}

	@Scenario(value = "oc testProceedWithIndependentDelets", over = Ends.CELLS)
	void aDeletionThatFailsLeavesTheOthersAlone(Replay it) throws Exception {
		it.given("A/a1 A/a2 B/b1 B/b2 keep");
		for (String path : List.of("A/a1", "A/a2", "B/b1", "B/b2")) {
			it.local.delete(path);
		}
		// All at once, and then one by one.
		it.server().fail("REST delete", 2, Server.http(500, "internal"));
		Run run = it.sync();
		assertEquals(3, run.summary().deleted().remote(), run::toString);
		assertEquals(1, it.view().problems().size());
		it.sync().did(deletesThere(1));
		it.same();
	}
}
