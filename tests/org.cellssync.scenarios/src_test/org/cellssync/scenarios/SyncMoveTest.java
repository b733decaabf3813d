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
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.cellssync.api.session.Choice;
import org.cellssync.core.ignore.Selection;
import org.cellssync.core.sync.Policy;
import org.cellssync.core.tree.SyncPath;

/** Nextcloud's testsyncmove. */
class SyncMoveTest {

	private static final Instant LONG_AGO = Instant.parse("2001-02-03T04:05:06Z");

	@Scenario("M01")
	void aMoveToTheRootOfTheTask(Replay it) throws Exception {
		it.given("AS/f1 f2");
		it.local.move("AS/f1", "f1");
		it.sync().did(movesThere(1));
		it.bothHold("AS/ f1 f2");
		it.same();
	}

	@Scenario("M02")
	void whatChangedInAFolderThatMovedIsNotDeletedByTheNextRun(Replay it) throws Exception {
		it.given("A/folder/file.txt:10 A/other B/b1");
		it.remote.append("A/folder/file.txt", "X");
		it.remote.makeFolder("B/new");
		it.remote.move("A/folder", "B/new/folder");
		it.sync().did(makesHere(1), movesHere(1), downloads(1));
		it.same();
		assertEquals("WWWWWWWWWWX", it.local.read("B/new/folder/file.txt"));
	}

	@Scenario("M03")
	void whatIsNotSelectedStaysSoWhereverTheFolderAboveItGoes(Replay it) throws Exception {
		it.given("parent/subA/fileA parent/subB/fileB keep");
		it.options(options -> options.withSelection(Selection.without(List.of(SyncPath.of("parent/subA")))));
		it.sync();
		assertEquals("keep parent/ parent/subB/ parent/subB/fileB", it.local.names());
		it.remote.move("parent", "moved there");
		it.sync().did(movesHere(1));
		assertEquals("keep moved there/ moved there/subB/ moved there/subB/fileB", it.local.names());
		it.local.move("moved there", "moved here");
		it.sync().did(movesThere(1));
		it.quiet();
		assertEquals("keep moved here/ moved here/subB/ moved here/subB/fileB", it.local.names());
		assertEquals("keep moved here/ moved here/subA/ moved here/subA/fileA moved here/subB/ moved here/subB/fileB",
				it.remote.names());
	}

	@Scenario("M04.a")
	void aRenameSendsNothing(Replay it) throws Exception {
		it.given(A12_B12_C12_S12);
		it.local.move("A/a1", "A/a1_renamed");
		it.sync().did(movesThere(1));
		it.same();
	}

	@Scenario("M04.b")
	void aRenameWithMoreContentIsANewFile(Replay it) throws Exception {
		it.given(A12_B12_C12_S12);
		it.local.move("A/a1", "A/a1_renamed");
		it.local.append("A/a1_renamed", "more");
		it.sync().did(uploads(1), deletesThere(1));
		it.same();
	}

	@Scenario("M04.c")
	void aRenameWithOtherContentAndTimeIsANewFile(Replay it) throws Exception {
		it.given(A12_B12_C12_S12);
		it.local.move("A/a1", "A/a1_renamed");
		it.local.write("A/a1_renamed", "VVVV");
		it.local.touch("A/a1_renamed", LONG_AGO);
		it.sync().did(uploads(1), deletesThere(1));
		it.same();
	}

	@Scenario("M04.d")
	void aRenameWithAnotherSizeAndTheSameTimeIsANewFile(Replay it) throws Exception {
		it.given(A12_B12_C12_S12);
		Instant before = it.local.modified("A/a1");
		it.local.move("A/a1", "A/a1_renamed");
		it.local.append("A/a1_renamed", "more");
		it.local.touch("A/a1_renamed", before);
		it.sync().did(uploads(1), deletesThere(1));
		it.same();
	}

	@Scenario({ "M04.e", "M04.f" })
	void aRenameWithOtherContentOfTheSameSizeAndTimeIsARenameUntilTheTimeTells(Replay it) throws Exception {
		it.given(A12_B12_C12_S12);
		Instant before = it.local.modified("A/a1");
		it.local.move("A/a1", "A/a1_renamed");
		it.local.write("A/a1_renamed", "VVVV");
		it.local.touch("A/a1_renamed", before);
		it.sync().did(movesThere(1));
		it.local.touch("A/a1_renamed", before.plusSeconds(1));
		it.sync().did(uploads(1));
		assertEquals("VVVV", it.remote.read("A/a1_renamed"));
		it.same();
	}

	@Scenario("M05")
	void twoNamesOfOneNodeAreTwoFiles(Replay it) throws Exception {
		it.given("A/W/a1 A/Q/ B/b1");
		Files.createLink(it.local.at("A/Q/a1"), it.local.at("A/W/a1"));
		it.sync().did(uploads(1));
		it.local.move("A/W/a1", "A/W/b1");
		it.local.move("A/Q/a1", "A/Q/b1");
		it.sync().did(uploads(2), deletesThere(2));
		it.same();
		it.remote.move("A/W/b1", "A/W/c1");
		it.remote.write("A/Q/b1", "edited there");
		it.sync().did(movesHere(1), downloads(1));
		// What replaces a name leaves the other name of the node alone.
		assertEquals("A/W/a1", it.local.read("A/W/c1"));
		it.same();
		it.local.delete("A/W/c1");
		it.sync().did(deletesThere(1));
		it.bothHold("A/ A/Q/ A/Q/b1 A/W/ B/ B/b1");
		it.same();
	}

	@Scenario("M06.1")
	void oneRenameOnEachSide(Replay it) throws Exception {
		it.given(A12_B12_C12_S12);
		it.local.move("A/a1", "A/a1m");
		it.remote.move("B/b1", "B/b1m");
		it.sync().did(movesThere(1), movesHere(1));
		it.same();
	}

	@Scenario("M06.2")
	void contentAndNameChangedOnTheSameSide(Replay it) throws Exception {
		it.given(A12_B12_C12_S12);
		it.local.append("A/a1", "L");
		it.local.move("A/a1", "A/a1m");
		it.remote.append("B/b1", "R");
		it.remote.move("B/b1", "B/b1m");
		// Here nothing proves that it is the same file; a server's file keeps its id, as one does that moved alone.
		it.sync();
		assertEquals("WWWWL", it.remote.read("A/a1m"));
		assertEquals("W".repeat(16) + "R", it.local.read("B/b1m"));
		it.same();
	}

	@Scenario("M06.3")
	void contentChangedOnOneSideAndNameOnTheOther(Replay it) throws Exception {
		it.given(A12_B12_C12_S12);
		it.local.append("A/a1", "L");
		it.remote.move("A/a1", "A/a1m");
		it.remote.append("B/b1", "R");
		it.local.move("B/b1", "B/b1m");
		it.sync().did(movesHere(1), movesThere(1), uploads(1), downloads(1));
		it.bothHold("A/ A/a1m A/a2 B/ B/b1m B/b2 C/ C/c1 C/c2 S/ S/s1 S/s2");
		assertEquals("WWWWL", it.remote.read("A/a1m"));
		assertEquals("W".repeat(16) + "R", it.local.read("B/b1m"));
		it.same();
	}

	@Scenario("M06.4")
	void editedAndItsTargetCreatedOnOneSideMovedThereOnTheOther(Replay it) throws Exception {
		it.given(A12_B12_C12_S12);
		it.options(options -> options.withPolicy(Policy.KEEP_BOTH));
		it.remote.append("A/a1", "R");
		it.remote.write("A/a1m", "the server's");
		it.local.move("A/a1", "A/a1m");
		// Its place is taken, so it goes beside; it is still the file that was edited there.
		it.sync().did(downloads(2), movesHere(1), movesThere(1));
		assertEquals("the server's", it.local.read("A/a1m"));
		assertEquals(1, it.local.tree().entrySet().stream().filter(each -> each.getKey().startsWith("A/a1m (local copy "))
				.filter(each -> each.getValue().equals("WWWWR")).count());
		it.same();
	}

	@Scenario("M06.5")
	void createdOnOneSideAndMovedOntoThatNameOnTheOther(Replay it) throws Exception {
		it.given(A12_B12_C12_S12);
		it.local.write("A/a1m", "created here");
		it.remote.move("A/a1", "A/a1m");
		it.remote.write("B/b1m", "created there");
		it.local.move("B/b1", "B/b1m");
		it.sync().did(deletesHere(1), deletesThere(1));
		it.conflicts("A/a1m", "B/b1m");
		assertEquals("created here", it.local.read("A/a1m"));
		assertEquals("created there", it.remote.read("B/b1m"));
		it.keep(Choice.BOTH, "A/a1m");
		it.keep(Choice.BOTH, "B/b1m");
		it.sync().did(movesHere(2), downloads(2), uploads(2));
		assertEquals("WWWW", it.local.read("A/a1m"));
		assertEquals("created there", it.local.read("B/b1m"));
		it.same();
	}

	@Scenario("M06.6")
	void aFileRenamedDifferentlyOnBothSides(Replay it) throws Exception {
		it.given(A12_B12_C12_S12);
		it.local.move("C/c1", "C/c1mL");
		it.remote.move("C/c1", "C/c1mR");
		it.sync().did(movesHere(1));
		it.bothHold("A/ A/a1 A/a2 B/ B/b1 B/b2 C/ C/c1mR C/c2 S/ S/s1 S/s2");
		it.same();
	}

	@Scenario("M06.7")
	void aFolderRenamedDifferentlyOnBothSides(Replay it) throws Exception {
		it.given("F/f1 F/f2 F/f3 other");
		it.local.move("F", "F-here");
		it.remote.move("F", "F-there");
		it.sync().did(movesHere(1));
		it.bothHold("F-there/ F-there/f1 F-there/f2 F-there/f3 other");
		it.same();
	}

	@Scenario("M06.8")
	void aFolderRenamedOnEachSide(Replay it) throws Exception {
		it.given(A12_B12_C12_S12);
		it.local.move("A", "A_local");
		it.remote.move("B", "B_remote");
		it.sync().did(movesThere(1), movesHere(1));
		it.bothHold("A_local/ A_local/a1 A_local/a2 B_remote/ B_remote/b1 B_remote/b2 C/ C/c1 C/c2 S/ S/s1 S/s2");
		it.same();
	}

	@Scenario("M06.9")
	void aFolderMovedAndAChildEditedOnTheSameSide(Replay it) throws Exception {
		it.given(A12_B12_C12_S12);
		it.local.append("A/a1", "L");
		it.local.move("A", "A_local");
		it.remote.append("B/b1", "R");
		it.remote.move("B", "B_remote");
		it.sync().did(movesThere(1), uploads(1), movesHere(1), downloads(1));
		it.same();
	}

	@Scenario("M06.10")
	void aFolderRenamedOnOneSideAndAChildEditedOnTheOther(Replay it) throws Exception {
		it.given(A12_B12_C12_S12);
		it.local.move("A", "A_local");
		it.remote.append("A/a1", "R");
		it.remote.move("B", "B_remote");
		it.local.append("B/b1", "L");
		it.sync().did(movesThere(1), downloads(1), movesHere(1), uploads(1));
		assertEquals("WWWWR", it.local.read("A_local/a1"));
		assertEquals("W".repeat(16) + "L", it.remote.read("B_remote/b1"));
		it.same();
	}

	@Scenario("M06.11")
	void aFolderRenamedOnOneSideAndAChildEditedOnBoth(Replay it) throws Exception {
		it.given(A12_B12_C12_S12);
		it.options(options -> options.withPolicy(Policy.KEEP_BOTH));
		it.local.move("A", "A_local");
		it.local.append("A_local/a1", "L");
		it.remote.append("A/a1", "R");
		it.sync().did(movesThere(1), movesHere(1), downloads(1), uploads(1));
		assertEquals("WWWWR", it.local.read("A_local/a1"));
		assertTrue(it.local.tree().entrySet().stream().anyMatch(
				each -> each.getKey().startsWith("A_local/a1 (local copy ") && each.getValue().equals("WWWWL")));
		it.same();
	}

	@Scenario("M06.12")
	void aFolderAndItsChildRenamed(Replay it) throws Exception {
		it.given(A12_B12_C12_S12);
		it.local.move("A/a1", "A/a1_local");
		it.local.move("A", "A_local");
		it.remote.move("B/b1", "B/b1_remote");
		it.remote.move("B", "B_remote");
		it.sync().did(movesThere(2), movesHere(2));
		it.same();
	}

	@Scenario("M07")
	void namesThatChangeInCaseOnly(Replay it) throws Exception {
		it.given(A12_B12_C12_S12);
		it.local.move("A/a1", "A/A1");
		it.remote.move("A/a2", "A/A2");
		it.sync().did(movesThere(1), movesHere(1));
		it.same();
	}

	@Scenario("M08")
	void aFileBecomesAFolderOfItsNameWhileTheOtherSideEditsIt(Replay it) throws Exception {
		it.given(A12_B12_C12_S12);
		it.local.append("A/a1", "L");
		it.remote.move("A/a1", "A/a1mq");
		it.remote.makeFolder("A/a1");
		it.remote.write("A/a1/in");
		it.remote.append("B/b1", "R");
		it.local.move("B/b1", "B/b1mq");
		it.local.makeFolder("B/b1");
		it.sync();
		assertEquals("WWWWL", it.remote.read("A/a1mq"));
		assertEquals("W".repeat(16) + "R", it.local.read("B/b1mq"));
		it.bothHold("A/ A/a1/ A/a1/in A/a1mq A/a2 B/ B/b1/ B/b1mq B/b2 C/ C/c1 C/c2 S/ S/s1 S/s2");
		it.same();
	}

	@Scenario("M09")
	void namesAndTimesChangeTogether(Replay it) throws Exception {
		it.given(A12_B12_C12_S12);
		if (it.hasServer()) {
			it.remote.write("A/a1", "WWWW");
			it.remote.write("B/b1", "W".repeat(16));
		} else {
			((Folder) it.remote).touch("A/a1", LONG_AGO);
			((Folder) it.remote).touch("B/b1", LONG_AGO);
		}
		it.remote.move("A", "A_mv");
		it.local.move("B", "B_mv");
		it.sync().did(movesHere(1), movesThere(1));
		it.same();
	}

	@Scenario("M10")
	void foldersChangePlacesWithThoseAboveThem(Replay it) throws Exception {
		it.given("A/Empty/Foo/ C/AllEmpty/Bar/ A/Empty/f1 A/Empty/Foo/f2 C/AllEmpty/f3 C/AllEmpty/Bar/f4 keep");
		for (End side : List.of(it.local, it.remote)) {
			Map<String, String> before = new TreeMap<>(it.local.tree());
			side.move("A/Empty", "Empty");
			side.move("A", "Empty/A");
			side.move("C/AllEmpty", "AllEmpty");
			side.move("C", "AllEmpty/C");
			it.sync().did(side == it.local ? movesThere(4) : movesHere(4));
			it.same();
			side.move("Empty/A", "A");
			side.move("Empty", "A/Empty");
			side.move("AllEmpty/C", "C");
			side.move("AllEmpty", "C/AllEmpty");
			it.sync().did(side == it.local ? movesThere(4) : movesHere(4));
			it.same();
			assertEquals(before, it.local.tree());
		}
	}

	@Scenario("M11")
	void aDeepTreeRenamedAtEveryLevel(Replay it) throws Exception {
		for (End side : List.of(it.local, it.remote)) {
			String root = side == it.local ? "L" : "R";
			it.given(root + "/FolA/FolB/FolC/FolD/FileD " + root + "/FolA/FolB/FolC/FileC " + root + "/FolA/FolB/FileB "
					+ root + "/FolA/FileA keep");
			side.write(root + "/FolA/FileA1");
			side.write(root + "/FolA/FolB/FileB1");
			side.write(root + "/FolA/FolB/FolC/FileC1");
			side.write(root + "/FolA/FolB/FolC/FolD/FileD1");
			side.move(root + "/FolA/FolB/FolC/FolD", root + "/FolD1");
			side.move(root + "/FolA/FolB/FolC", root + "/FolD1/FolC1");
			side.move(root + "/FolA/FolB", root + "/FolB1");
			side.move(root + "/FolA", root + "/FolB1/FolA");
			side.write(root + "/FolA/new", "in the old name");
			it.sync().did(side == it.local ? movesThere(4) : movesHere(4), side == it.local ? makesThere(1) : makesHere(1),
					side == it.local ? uploads(5) : downloads(5));
			it.same();
		}
	}

	@Scenario("M12")
	void aFileRenamedInAFolderThatTheOtherSideRenamed(Replay it) throws Exception {
		it.given(A12_B12_C12_S12);
		it.remote.move("A/a1", "A/a1m");
		it.local.move("A", "_A");
		it.local.move("B/b1", "B/b1m");
		it.remote.move("B", "_B");
		it.sync().did(movesThere(2), movesHere(2));
		it.bothHold("C/ C/c1 C/c2 S/ S/s1 S/s2 _A/ _A/a1m _A/a2 _B/ _B/b1m _B/b2");
		it.same();
	}

	@Scenario("M13")
	void aFileMovedToDifferentFoldersOnBothSides(Replay it) throws Exception {
		it.given("A/a1 B/b1 B/b2 C/c1");
		it.remote.move("B/b1", "A/b1");
		it.local.move("B/b1", "C/b1");
		it.sync().did(movesHere(1));
		it.bothHold("A/ A/a1 A/b1 B/ B/b2 C/ C/c1");
		it.same();
	}

	@Scenario("M14")
	void whatMovesOutOfAFolderIsOutBeforeTheFolderGoes(Replay it) throws Exception {
		for (End side : List.of(it.local, it.remote)) {
			String from = side == it.local ? "A" : "C";
			it.given(from + "/X/a B/b keep");
			side.move(from + "/X", "B/" + from);
			side.delete(from);
			it.sync().did(side == it.local ? movesThere(1) : movesHere(1),
					side == it.local ? deletesThere(1) : deletesHere(1));
			it.bothHold(side == it.local ? "B/ B/A/ B/A/a B/b keep" : "B/ B/A/ B/A/a B/C/ B/C/a B/b keep");
			it.same();
		}
	}

	@Scenario(value = "M15", over = Ends.CELLS)
	void whatFailsElsewhereDoesNotKeepAFolderThatGoes(Replay it) throws Exception {
		it.given("A/B/a B/b keep");
		it.remote.write("blacklisted");
		it.server().fail("S3 GET", 1, Server.http(500, "InternalError"));
		it.local.move("A/B", "B/B");
		it.local.delete("A");
		it.sync().fails("blacklisted SERVER_ERROR").did(movesThere(1), deletesThere(1));
		it.sync().did(downloads(1));
		it.bothHold("B/ B/B/ B/B/a B/b blacklisted keep");
		it.same();
	}

	@Scenario(value = "M16", over = Ends.CELLS)
	void aMoveThatIsRefusedLosesNothing(Replay it) throws Exception {
		it.given("A/W B/keep");
		it.local.move("A/W", "A/Z");
		it.server().fail("tree.NodeReceiver/UpdateNode", 1, Server.cells(403, "path.not.writeable"));
		it.sync().fails("A/Z REMOTE_LOCKED_OR_FORBIDDEN").did();
		assertEquals("A/ A/Z B/ B/keep", it.local.names());
		assertEquals("A/ A/W B/ B/keep", it.remote.names());
		it.sync().did(movesThere(1));
		it.same();
	}

	@Scenario("M17")
	void aDeepTreeOfAlikeFilesMovesWithANewAndAChangedOne(Replay it) throws Exception {
		it.given("FolA/FolB/FolC/FolD/FolE/FileD:100 FolA/FolB/FolC/FileC:100 FolA/FolB/FileB:100 FolA/FileA:100 keep:100");
		it.remote.write("FolA/FolB/FolC/FileNew", "W".repeat(100));
		it.remote.append("FolA/FileA", "more");
		it.remote.move("FolA", "Moved/FolA");
		it.sync().did(makesHere(1), movesHere(1), downloads(2));
		it.same();
	}
}
