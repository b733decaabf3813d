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
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.session.Choice;
import org.cellssync.api.session.HaltChoice;
import org.cellssync.core.sync.Policy;

/** The lists of rclone bisync, Syncthing, Unison and others, as far as Nextcloud's do not hold the same. */
class OthersTest {

	private static final Instant LONG_AGO = Instant.parse("2001-02-03T04:05:06Z");

	@Scenario({ "rclone changes", "rclone basic" })
	void everyChangeOnEachSideAndOnBoth(Replay it) throws Exception {
		it.given("file1 file2 file3 file4 file5 file6 file7 file8 file9 file10");
		it.local.write("file11");
		it.remote.write("file10b");
		it.local.append("file2", "newer here");
		it.remote.append("file1", "newer there");
		it.local.delete("file4");
		it.remote.delete("file3");
		it.local.append("file5", "differs here");
		it.remote.append("file5", "differs there");
		it.local.append("file6", "newer here");
		it.remote.delete("file6");
		it.local.delete("file7");
		it.remote.append("file7", "newer there");
		it.local.delete("file8");
		it.remote.delete("file8");
		it.sync().did(uploads(3), downloads(3), deletesHere(1), deletesThere(1));
		it.conflicts("file5");
		it.keep(Choice.BOTH, "file5");
		it.sync().did(movesHere(1), uploads(1), downloads(1));
		assertEquals("file5differs there", it.local.read("file5"));
		assertEquals("file6newer here", it.remote.read("file6"));
		assertEquals("file7newer there", it.local.read("file7"));
		it.same();
	}

	@Scenario("rclone all_changed")
	void timesOfAllFilesChangeAlone(Replay it) throws Exception {
		it.given(A12_B12_C12_S12);
		for (String path : it.local.names().split(" ")) {
			if (!path.endsWith("/")) {
				it.local.touch(path, LONG_AGO);
			}
		}
		it.sync().did();
		it.same();
	}

	@Scenario({ "rclone extended_filenames", "rclone ext_paths" })
	void namesOfManyScripts(Replay it) throws Exception {
		it.given("keep");
		List<String> names = List.of("\u0440\u0443\u0441\u0441\u043a\u0438\u0439", "\u6d4b\u8bd5",
				"\u0939\u093f\u0928\u094d\u0926\u0940",
				"\u05e2\u05d1\u05e8\u05d9\u05ea", "e\u0142 \u00df \u00b5", "\ud83d\ude00",
				"filename_contains_\u0157\u0101\u010d\u00ea_",
				"trailing.", "n".repeat(200));
		for (String name : names) {
			it.local.write(name + "/" + name + " up");
			it.remote.write(name + " there/" + name + " down");
		}
		it.sync().did(makesThere(names.size()), uploads(names.size()), makesHere(names.size()), downloads(names.size()));
		it.same();
	}

	@Scenario("rclone normalization")
	void twoFormsOfANameAreOne(Replay it) throws Exception {
		it.given("caf\u00e9/\u00fc keep");
		it.local.move("caf\u00e9", "cafe\u0301");
		it.local.move("cafe\u0301/\u00fc", "cafe\u0301/u\u0308");
		String there = it.remote.names();
		it.sync().did();
		assertEquals(there, it.remote.names());
		it.local.append("cafe\u0301/u\u0308", "more");
		it.sync().did(uploads(1));
		assertEquals("caf\u00e9/\u00fcmore", it.remote.read("caf\u00e9/\u00fc"));
		it.remote.append("caf\u00e9/\u00fc", "and more");
		it.sync().did(downloads(1));
		assertEquals("caf\u00e9/\u00fcmoreand more", it.local.read("cafe\u0301/u\u0308"));
		assertEquals("cafe\u0301/ cafe\u0301/u\u0308 keep", it.local.names());
	}

	@Scenario({ "rclone resync", "Syncthing TestConflictsInitialMerge" })
	void twoEndsThatHaveAgreedOnNothingAreMerged(Replay it) throws Exception {
		it.local.write("here");
		it.remote.write("there");
		it.local.write("alike");
		it.remote.write("alike");
		it.local.write("folder/differs", "here");
		it.remote.write("folder/differs", "there");
		it.local.write("folder/here");
		it.remote.write("folder/there");
		it.sync().did(uploads(2), downloads(2));
		it.conflicts("folder/differs");
		it.keep(Choice.BOTH, "folder/differs");
		it.sync().did(movesHere(1), uploads(1), downloads(1));
		assertEquals("there", it.local.read("folder/differs"));
		it.same();
	}

	@Scenario("rclone rmdirs")
	void foldersThatAreEmptyGoWhereTheyWereDeleted(Replay it) throws Exception {
		it.given("here/deep/ there/deep/ keep/file");
		it.local.delete("here");
		it.remote.delete("there");
		it.sync().did(deletesHere(1), deletesThere(1));
		it.local.delete("keep/file");
		it.sync().did(deletesThere(1));
		it.bothHold("keep/");
		it.same();
	}

	@Scenario("Syncthing TestConflictsDefault")
	void anEditWinsOverADeletion(Replay it) throws Exception {
		it.given("edited/both edited/here edited/there");
		it.options(options -> options.withPolicy(Policy.KEEP_BOTH));
		it.local.append("edited/both", "here");
		it.remote.append("edited/both", "there");
		it.local.append("edited/here", "here");
		it.remote.delete("edited/here");
		it.remote.append("edited/there", "there");
		it.local.delete("edited/there");
		it.sync().did(movesHere(1), uploads(2), downloads(2));
		assertEquals(5, it.local.tree().size());
		it.same();
	}

	@Scenario(value = { "Syncthing TestSymlinks", "Unison links" }, over = Ends.FOLDERS)
	void linksComeGoAndBecomeOtherThings(Replay it) throws Exception {
		it.given("file folder/x other/y keep");
		Path here = it.local.root();
		Files.createSymbolicLink(here.resolve("link"), Path.of("file"));
		Files.createSymbolicLink(here.resolve("dangling"), Path.of("../nowhere"));
		it.sync().did(makesThere(2));
		it.same();
		Files.delete(here.resolve("link"));
		Files.createSymbolicLink(here.resolve("link"), Path.of("folder"));
		it.local.delete("file");
		Files.createSymbolicLink(here.resolve("file"), Path.of("keep"));
		it.local.delete("other");
		Files.createSymbolicLink(here.resolve("other"), Path.of("folder"));
		it.sync();
		assertEquals("-> folder", it.remote.tree().get("link"));
		assertEquals("-> keep", it.remote.tree().get("file"));
		assertEquals("-> folder", it.remote.tree().get("other"));
		it.same();
		for (String link : List.of("link", "file", "dangling", "other")) {
			Files.delete(here.resolve(link));
		}
		it.local.write("link", "now a file");
		it.local.write("file/now", "a folder");
		it.sync();
		it.bothHold("file/ file/now folder/ folder/x keep link");
		it.same();
	}

	@Scenario("Syncthing TestDeleteBehindSymlink")
	void nothingIsDeletedBehindALink(Replay it) throws Exception {
		it.given("folder/precious keep");
		Path outside = Files
				.createDirectories(it.local.root().resolveSibling("outside of " + it.local.root().getFileName()));
		Files.move(it.local.at("folder/precious"), outside.resolve("precious"));
		it.local.delete("folder");
		Files.createSymbolicLink(it.local.at("folder"), outside);
		it.remote.delete("folder/precious");
		it.sync();
		if (it.hasServer()) {
			it.remote.write("folder/other");
			it.sync();
		}
		assertEquals(List.of("precious"), List.of(outside.toFile().list()));
		assertEquals("folder/precious", Files.readString(outside.resolve("precious")));
		assertTrue(Files.isSymbolicLink(it.local.at("folder")));
	}

	@Scenario({ "Syncthing TestSRConflictReplaceFileByDir", "Mutagen file vs directory" })
	void aFileThatBecameAFolderAgainstItsEditIsAConflict(Replay it) throws Exception {
		it.given("it other");
		it.local.append("it", "edited");
		it.remote.delete("it");
		it.remote.write("it/inside");
		it.local.write("goes on");
		it.sync().did(uploads(1));
		it.conflicts("it");
		assertEquals("itedited", it.local.read("it"));
		assertEquals("it/inside", it.remote.read("it/inside"));
		it.keep(Choice.BOTH, "it");
		it.sync();
		assertEquals("it/inside", it.local.read("it/inside"));
		assertTrue(it.local.tree().entrySet().stream()
				.anyMatch(each -> each.getKey().startsWith("it (local copy ") && each.getValue().equals("itedited")));
		it.same();
	}

	@Scenario("Syncthing TestSyncSparseFile")
	void aFileThatIsMostlyHolesArrivesWhole(Replay it) throws Exception {
		it.given("keep");
		try (RandomAccessFile sparse = new RandomAccessFile(it.local.at("sparse").toFile(), "rw")) {
			sparse.seek(5 << 20);
			sparse.write("end".getBytes());
		}
		it.sync().did(uploads(1));
		it.same();
		it.local.delete("sparse");
		it.remote.write("back", new byte[4 << 20]);
		it.sync().did(deletesThere(1), downloads(1));
		assertArrayEquals(new byte[4 << 20], Files.readAllBytes(it.local.at("back")));
		it.same();
	}

	@Scenario("Unison moves 3")
	void somethingMovesOverWhatWasThere(Replay it) throws Exception {
		it.given("a b folder/c other/d");
		it.local.delete("b");
		it.local.move("a", "b");
		it.remote.delete("other");
		it.remote.move("folder", "other");
		it.sync().did(deletesThere(1), movesThere(1), deletesHere(1), movesHere(1));
		assertEquals("a", it.remote.read("b"));
		it.bothHold("b other/ other/c");
		it.same();
	}

	@Scenario(value = "a deletion in a folder that just moved", over = Ends.FOLDERS)
	void whatIsDeletedInAFolderThatJustMovedIsDeleted(Replay it) throws Exception {
		it.given("F/a F/b F/sub/c");
		it.local.move("F", "G");
		it.sync().did(movesThere(1));
		it.remote.delete("G/a");
		it.local.delete("G/sub");
		it.sync().did(deletesHere(1), deletesThere(1));
		it.bothHold("G/ G/b");
		it.same();
	}

	@Scenario("Kleppmann 2.2")
	void twoFoldersMovedIntoEachOther(Replay it) throws Exception {
		it.given("A/a B/b C/c");
		it.local.move("A", "B/A");
		it.remote.move("B", "A/B");
		it.sync();
		it.bothHold("A/ A/B/ A/B/b A/a C/ C/c");
		it.same();
	}

	@Scenario("CanopyCheck moves in a circle")
	void threeFoldersTakeEachOthersPlaces(Replay it) throws Exception {
		it.given("Archives/a Drafts/d January/j");
		for (End side : List.of(it.local, it.remote)) {
			side.move("Archives", "x");
			side.move("Drafts", "Archives");
			side.move("January", "Drafts");
			side.move("x", "January");
			it.sync();
			it.same();
		}
		it.bothHold("Archives/ Archives/j Drafts/ Drafts/a January/ January/d");
		it.local.move("Archives", "Drafts/Archives");
		it.local.move("Drafts/Archives", "January/Archives");
		it.remote.move("January", "Drafts/January");
		it.sync();
		it.bothHold("Drafts/ Drafts/January/ Drafts/January/Archives/ Drafts/January/Archives/j Drafts/January/d Drafts/a");
		it.same();
	}

	@Scenario({ "an external drive that is not there", "rclone check_access" })
	void aDriveThatIsNotThereIsNoDeletion(Replay it) throws Exception {
		it.given(A12_B12_C12_S12);
		String there = it.remote.names();
		Path away = it.local.root().resolveSibling("away of " + it.local.root().getFileName());
		Files.move(it.local.root(), away);
		Run missing = it.sync();
		assertEquals(Code.LOCAL_ROOT_MISSING, missing.summary().failure().orElseThrow().code());
		assertEquals(List.of(), missing.operations());
		Files.createDirectory(it.local.root());
		assertEquals(List.of(), it.sync().operations());
		it.halted(Code.LOCAL_ROOT_REPLACED);
		assertEquals(there, it.remote.names());
		Files.delete(it.local.root());
		Files.move(away, it.local.root());
		it.sync().did();
		it.same();
	}

	@Scenario({ "rclone max_delete_path1", "Mutagen root deletion" })
	void aFolderThatIsEmptiedAsksFirst(Replay it) throws Exception {
		it.given(A12_B12_C12_S12);
		for (String folder : List.of("A", "B", "C", "S")) {
			it.local.delete(folder);
		}
		it.sync().did();
		it.halted(Code.HALT_ROOT_EMPTIED);
		assertFalse(it.remote.tree().isEmpty());
		it.decide(HaltChoice.RESTORE);
		it.sync();
		assertEquals(12, it.local.tree().size());
		it.same();
	}

	@Scenario({ "KeePassXC atomic save", "rclone volatile" })
	void editorsThatSaveByReplacingAreEdits(Replay it) throws Exception {
		it.given("secrets.kdbx letter.docx notes keep");
		it.local.write("secrets.kdbx.tmp", "saved anew");
		it.local.move("secrets.kdbx.tmp", "secrets.kdbx");
		it.local.write("~WRD0000.tmp", "the letter, saved");
		it.local.move("letter.docx", "~WRL0001.tmp");
		it.local.move("~WRD0000.tmp", "letter.docx");
		it.local.delete("~WRL0001.tmp");
		it.local.move("notes", "notes~");
		it.local.write("notes", "with a backup");
		Run run = it.sync();
		assertFalse(run.operations().stream().anyMatch(each -> each.startsWith("delete")), run::toString);
		assertEquals("saved anew", it.remote.read("secrets.kdbx"));
		assertEquals("the letter, saved", it.remote.read("letter.docx"));
		assertEquals("with a backup", it.remote.read("notes"));
		it.same();
	}
}
