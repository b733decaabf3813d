package org.cellssync.endpoint.local.internal;

import static org.cellssync.endpoint.local.internal.Fixture.digest;
import static org.cellssync.endpoint.local.internal.Fixture.dir;
import static org.cellssync.endpoint.local.internal.Fixture.done;
import static org.cellssync.endpoint.local.internal.Fixture.exists;
import static org.cellssync.endpoint.local.internal.Fixture.failed;
import static org.cellssync.endpoint.local.internal.Fixture.file;
import static org.cellssync.endpoint.local.internal.Fixture.path;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.Outcome;
import org.cellssync.api.endpoint.Scan;
import org.cellssync.api.endpoint.StepObserver;
import org.cellssync.api.endpoint.StepResult;
import org.cellssync.api.state.KnownContent;
import org.cellssync.core.sync.Change;
import org.cellssync.core.sync.Move;
import org.cellssync.core.sync.Step;
import org.cellssync.core.ignore.Ignore;
import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Entry.Absent;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.core.tree.Tree;
import org.cellssync.core.tree.Unread;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ApplyTest {

	@TempDir
	Path base;
	private Fixture folder;

	@BeforeEach
	void open() throws IOException {
		folder = new Fixture(base);
	}

	/** Whatever a test did: no temporary file stays, and every file opened was closed. */
	@AfterEach
	void nothingStays() throws IOException {
		folder.close();
		assertEquals(List.of(),
				folder.names().stream().filter(name -> name.contains(".cellssync-")).toList());
		assertEquals(0, folder.other.stillOpen());
	}

	private List<String> trashed() throws Exception {
		return folder.trash().list().stream().map(item -> item.path().value()).sorted().toList();
	}

	@Test
	void bringsANewFile() throws Exception {
		folder.scan();
		Outcome outcome = folder.apply(folder.create("new", "text"));
		StepResult.Done done = done(outcome);
		assertEquals(file("text"), done.entry());
		assertEquals(4, done.bytes());
		assertTrue(done.changed());
		assertEquals("text", folder.read("new"));
		assertEquals(OtherEnd.MODIFIED, Files.getLastModifiedTime(folder.at("new")).toInstant());
		assertEquals(folder.scan().identities().of(path("new")).orElseThrow(), done.identity());
	}

	@Test
	void whatWasBroughtNeedsNoReading() throws Exception {
		folder.scan();
		StepResult.Done done = done(folder.apply(folder.create("new", "text")));
		folder.known.put(done.identity().version(), new KnownContent.Proven(digest("text"), Instant.now()));
		assertEquals(file("text"), Tree.at(folder.scan().tree(), path("new")));
	}

	@Test
	void anUnknownTimeOfTheOtherEndIsNotTakenOver() throws Exception {
		folder.scan();
		Instant before = Instant.now().minusSeconds(60);
		folder.other.modified = Instant.EPOCH;
		done(folder.apply(folder.create("new", "text")));
		assertTrue(Files.getLastModifiedTime(folder.at("new")).toInstant().isAfter(before));
	}

	@Test
	void makesFoldersAndManyFilesInThem() throws Exception {
		folder.scan();
		List<Step> steps = new ArrayList<>();
		for (int d = 0; d < 10; d++) {
			steps.add(folder.change("d" + d, Absent.ABSENT, Directory.EMPTY));
			for (int f = 0; f < 30; f++) {
				steps.add(folder.create("d" + d + "/f" + f, d + "/" + f));
			}
		}
		Outcome outcome = folder.apply(steps);
		assertEquals(310, outcome.results().size());
		assertTrue(outcome.results().stream().allMatch(StepResult.Done.class::isInstance));
		assertEquals("7/29", folder.read("d7/f29"));
		assertEquals(310, folder.names().size());
	}

	@Test
	void anEmptyFileIsAFile() throws Exception {
		folder.scan();
		done(folder.apply(folder.create("empty", "")));
		assertEquals(0, Files.size(folder.at("empty")));
	}

	@Test
	void aLargeFileIsHashedOnTheWay() throws Exception {
		folder.scan();
		byte[] bytes = new byte[(25 << 20) + 3];
		new Random(7).nextBytes(bytes);
		folder.other.with("big", bytes);
		Change step = folder.change("big", Absent.ABSENT,
				new Entry.File(Unread.of("server", "1"), bytes.length, false));
		StepResult.Done done = done(folder.apply(step));
		assertEquals(digest(bytes), ((Entry.File) done.entry()).content());
		assertEquals(bytes.length, Files.size(folder.at("big")));
		assertEquals(-1, Files.mismatch(folder.at("big"), Files.write(base.resolve("expected"), bytes)));
	}

	@Test
	void replacesWhatWasSeenAndKeepsTheOldInTheTrash() throws Exception {
		Path file = folder.write("file", "old");
		Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-----"));
		folder.settled();
		folder.other.with("file", "new text");
		// The other end knows no executable bit: neither entry of the plan shows one.
		StepResult.Done done = done(folder.apply(folder.change("file", file("old"), file("new text"))));
		assertEquals("new text", folder.read("file"));
		assertEquals("rwxr-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
		assertTrue(((Entry.File) done.entry()).executable(), "what stands there is what is told");
		assertEquals(List.of("file"), trashed());
		Path restored = folder.trash().restore(folder.trash().list().getFirst(), Optional.of(base));
		assertEquals("old", Files.readString(restored));
	}

	@Test
	void theExecutableBitOfANewFileComesWithIt() throws Exception {
		folder.scan();
		byte[] bytes = { 1 };
		folder.other.with("run", new OtherEnd.Content(bytes, 1, true, Long.MAX_VALUE, null));
		done(folder.apply(folder.change("run", Absent.ABSENT, new Entry.File(digest(bytes), 1, true))));
		assertTrue(Files.isExecutable(folder.at("run")));
	}

	@Test
	void aChangeOfTheExecutableBitMovesNoContent() throws Exception {
		folder.write("run", "text");
		folder.settled();
		Entry.File after = new Entry.File(digest("text"), 4, true);
		assertEquals(after, done(folder.apply(folder.change("run", file("text"), after))).entry());
		assertTrue(Files.isExecutable(folder.at("run")));
		assertEquals(0, folder.other.opened.get());
	}

	@Test
	void theSameContentReplacesNothing() throws Exception {
		folder.write("file", "text");
		folder.scan();
		String version = folder.last.orElseThrow().identities().of(path("file")).orElseThrow().version();
		StepResult.Done done = done(folder.apply(folder.replace("file", "text")));
		assertFalse(done.changed());
		assertEquals(version, done.identity().version());
		assertEquals(List.of(), trashed());
	}

	@Test
	void aFileChangedSinceTheLookIsNotOverwritten() throws Exception {
		folder.write("file", "old");
		folder.settled();
		folder.write("file", "edited here");
		assertEquals(Code.LOCAL_CHANGED_MEANWHILE, failed(folder.apply(folder.replace("file", "new"))));
		assertEquals("edited here", folder.read("file"));
	}

	@Test
	void aFileChangedWhileItsSuccessorIsReceivedIsNotOverwritten() throws Exception {
		folder.write("file", "old");
		folder.settled();
		folder.disk.force = each -> folder.write("file", "edited here");
		assertEquals(Code.LOCAL_CHANGED_MEANWHILE, failed(folder.apply(folder.replace("file", "new"))));
		assertEquals("edited here", folder.read("file"));
	}

	@Test
	void whatWasNotReplacedAfterAllIsNotInTheTrash() throws Exception {
		folder.write("file", "old");
		Files.createSymbolicLink(folder.at("link"), Path.of("old"));
		folder.settled();
		folder.disk.sync = each -> {
			folder.write("file", "edited here");
			Files.deleteIfExists(folder.at("link"));
		};
		Step link = folder.change("link", new Entry.Link("old"), new Entry.Link("new"));
		assertEquals(Code.LOCAL_CHANGED_MEANWHILE, failed(folder.apply(folder.replace("file", "new"))));
		assertEquals(Code.LOCAL_CHANGED_MEANWHILE, failed(folder.apply(link)));
		assertEquals("edited here", folder.read("file"));
		assertEquals(List.of(), trashed());
	}

	@Test
	void anEditorsAtomicSaveIsNotOverwritten() throws Exception {
		folder.write("file", "old");
		folder.settled();
		folder.disk.force = each -> {
			Path saved = Files.writeString(base.resolve("saved"), "edited here");
			Files.move(saved, folder.at("file"), StandardCopyOption.REPLACE_EXISTING);
		};
		assertEquals(Code.LOCAL_CHANGED_MEANWHILE, failed(folder.apply(folder.replace("file", "new"))));
		assertEquals("edited here", folder.read("file"));
	}

	@Test
	void aFileDeletedSinceTheLookDoesNotComeBackUnasked() throws Exception {
		folder.write("file", "old");
		folder.settled();
		Files.delete(folder.at("file"));
		assertEquals(Code.LOCAL_CHANGED_MEANWHILE, failed(folder.apply(folder.replace("file", "new"))));
		assertFalse(exists(folder.at("file")));
	}

	@Test
	void aFileThatAppearedIsNotOverwritten() throws Exception {
		folder.scan();
		Step create = folder.create("file", "new");
		folder.write("file", "mine");
		assertEquals(Code.LOCAL_CHANGED_MEANWHILE, failed(folder.apply(create)));
		assertEquals("mine", folder.read("file"));
		assertEquals(0, folder.other.opened.get(), "nothing is fetched in vain");
	}

	@Test
	void aFileThatAppearsInTheVeryLastMomentIsNotOverwritten() throws Exception {
		folder.scan();
		folder.disk.link = name -> folder.write("file", "mine");
		assertEquals(Code.LOCAL_CHANGED_MEANWHILE, failed(folder.apply(folder.create("file", "new"))));
		assertEquals("mine", folder.read("file"));
	}

	@Test
	void withoutSecondNamesAFileIsPlacedAllTheSame() throws Exception {
		folder.write("old", "old");
		folder.settled();
		folder.disk.link = name -> {
			throw new FileSystemException(name.toString(), null, "Operation not supported");
		};
		Outcome outcome = folder.apply(folder.create("file", "new"), folder.replace("old", "newer"));
		assertEquals(2, outcome.results().stream().filter(StepResult.Done.class::isInstance).count());
		assertEquals("new", folder.read("file"));
		assertEquals("newer", folder.read("old"));
		assertEquals(List.of("old"), trashed());
	}

	@Test
	void noSecondFormOfANameIsWritten() throws Exception {
		folder.scan();
		folder.write("e\u0301.txt", "mine");
		assertEquals(Code.NAME_CLASH, failed(folder.apply(folder.create("\u00e9.txt", "new"))));
		assertEquals(List.of("e\u0301.txt"), folder.names());
	}

	@Test
	void anExistingFileIsReplacedUnderItsExactName() throws Exception {
		folder.write("e\u0301/u\u0308.txt", "old");
		folder.settled();
		done(folder.apply(folder.replace("\u00e9/\u00fc.txt", "new")));
		assertEquals("new", folder.read("e\u0301/u\u0308.txt"));
		assertEquals(2, folder.names().size());
	}

	@Test
	void aParentThatIsGoneKeepsTheFileAway() throws Exception {
		folder.folder("sub");
		folder.scan();
		Files.delete(folder.at("sub"));
		assertEquals(Code.LOCAL_CHANGED_MEANWHILE, failed(folder.apply(folder.create("sub/file", "new"))));
	}

	@Test
	void aLinkInThePlaceOfAFolderLeadsNothingOut() throws Exception {
		folder.folder("sub");
		folder.scan();
		Path outside = Files.createDirectory(base.resolve("outside"));
		Files.delete(folder.at("sub"));
		Files.createSymbolicLink(folder.at("sub"), outside);
		assertEquals(Code.LOCAL_CHANGED_MEANWHILE, failed(folder.apply(folder.create("sub/file", "new"))));
		assertEquals(0, outside.toFile().list().length);
	}

	@Test
	void wrongContentReplacesNothing() throws Exception {
		folder.write("file", "old");
		folder.settled();
		Change step = folder.replace("file", "right");
		folder.other.with("file", "wrong");
		assertEquals(Code.CONTENT_MISMATCH, failed(folder.apply(step)));
		assertEquals("old", folder.read("file"));
	}

	@Test
	void contentThatIsTooShortReplacesNothing() throws Exception {
		folder.scan();
		Change step = folder.create("file", "right");
		folder.other.with("file", new OtherEnd.Content("rig".getBytes(), 5, false, Long.MAX_VALUE, null));
		assertEquals(Code.CONTENT_MISMATCH, failed(folder.apply(step)));
		assertEquals(List.of(), folder.names());
	}

	@Test
	void contentThatTheOtherEndDisownsReplacesNothing() throws Exception {
		folder.scan();
		Change step = folder.create("file", "right");
		Diagnostic changed = Diagnostic.of(Code.REMOTE_CHANGED_MEANWHILE, "file");
		folder.other.with("file",
				new OtherEnd.Content("right".getBytes(), 5, false, Long.MAX_VALUE, changed));
		assertEquals(Code.REMOTE_CHANGED_MEANWHILE, failed(folder.apply(step)));
		assertEquals(List.of(), folder.names());
	}

	@Test
	void aServerThatGoesAwayEndsTheRunAndWholeFilesStay() throws Exception {
		folder.scan();
		List<Step> steps = new ArrayList<>();
		steps.add(folder.create("first", "whole"));
		for (int i = 0; i < 200; i++) {
			steps.add(folder.create("f" + i, "text"));
			folder.other.with("f" + i, new OtherEnd.Content("text".getBytes(), 4, false, 2, null));
		}
		Outcome outcome = folder.apply(steps);
		assertEquals(Code.SERVER_UNREACHABLE, outcome.failure().orElseThrow().diagnostic().code());
		assertTrue(outcome.results().size() < 30, "the rest is not begun: " + outcome.results().size());
		assertEquals("whole", folder.read("first"));
		assertEquals(List.of("first"), folder.names());
	}

	@Test
	void aMissingSourceConcernsItsFileOnly() throws Exception {
		folder.scan();
		Change missing = folder.change("missing", Absent.ABSENT, file("text"));
		Outcome outcome = folder.apply(missing, folder.create("file", "text"));
		assertEquals(2, outcome.results().size());
		assertTrue(outcome.failure().isEmpty());
		assertEquals(List.of("file"), folder.names());
	}

	@Test
	void deletesIntoTheTrash() throws Exception {
		folder.write("a/file", "text");
		folder.write("b/c/deep", "deep");
		Files.createSymbolicLink(folder.at("link"), Path.of("nowhere"));
		folder.settled();
		Outcome outcome = folder.apply(folder.delete("a/file"), folder.delete("b"), folder.delete("link"));
		assertTrue(outcome.results().stream().allMatch(StepResult.Done.class::isInstance),
				outcome.toString());
		assertEquals(Absent.ABSENT, done(outcome).entry());
		assertEquals(List.of("a"), folder.names());
		assertEquals(List.of("a/file", "b", "link"), trashed());
	}

	@Test
	void aFileChangedSinceTheLookIsNotDeleted() throws Exception {
		folder.write("file", "old");
		folder.settled();
		folder.write("file", "edited here");
		assertEquals(Code.LOCAL_CHANGED_MEANWHILE, failed(folder.apply(folder.delete("file"))));
		assertEquals("edited here", folder.read("file"));
	}

	@Test
	void aFileChangedInTheVeryLastMomentIsPutBack() throws Exception {
		folder.write("file", "old");
		folder.settled();
		folder.disk.rename = from -> {
			Path saved = Files.writeString(base.resolve("saved"), "edited here");
			Files.move(saved, folder.at("file"), StandardCopyOption.REPLACE_EXISTING);
		};
		assertEquals(Code.LOCAL_CHANGED_MEANWHILE, failed(folder.apply(folder.delete("file"))));
		assertEquals("edited here", folder.read("file"));
		assertEquals(List.of(), trashed());
	}

	@Test
	void aFolderWithSomethingNewIsNotDeleted() throws Exception {
		folder.write("sub/deep/old", "old");
		folder.settled();
		folder.write("sub/deep/new", "new");
		assertEquals(Code.LOCAL_CHANGED_MEANWHILE, failed(folder.apply(folder.delete("sub"))));
		assertEquals(List.of("sub", "sub/deep", "sub/deep/new", "sub/deep/old"), folder.names());
	}

	@Test
	void aFolderThatGetsSomethingInTheVeryLastMomentIsPutBack() throws Exception {
		folder.write("sub/old", "old");
		folder.settled();
		folder.disk.rename = from -> folder.write("sub/new", "new");
		assertEquals(Code.LOCAL_CHANGED_MEANWHILE, failed(folder.apply(folder.delete("sub"))));
		assertEquals(List.of("sub", "sub/new", "sub/old"), folder.names());
		assertEquals(List.of(), trashed());
	}

	@Test
	void ignoredThingsGoWithTheirFolder() throws Exception {
		folder.write("sub/file", "1");
		folder.write("sub/.DS_Store", "junk");
		folder.settled();
		done(folder.apply(folder.delete("sub")));
		assertEquals(List.of(), folder.names());
		assertEquals(List.of("sub"), trashed());
	}

	@Test
	void whatPeopleLeaveOutKeepsItsFolder() throws Exception {
		folder.ignore = Ignore.of(List.of("*.o"));
		folder.write("sub/deep/file", "1");
		folder.settled();
		folder.write("sub/deep/new.o", "made after the look");
		assertEquals(Code.LOCAL_CHANGED_MEANWHILE, failed(folder.apply(folder.delete("sub"))));
		assertEquals(List.of("sub", "sub/deep", "sub/deep/file", "sub/deep/new.o"), folder.names());
		assertEquals(List.of(), trashed());
	}

	@Test
	void whatIsGoneAlreadyIsDeleted() throws Exception {
		folder.write("file", "1");
		folder.settled();
		Files.delete(folder.at("file"));
		assertFalse(done(folder.apply(folder.delete("file"))).changed());
	}

	@Test
	void movesFilesAndFolders() throws Exception {
		folder.write("file", "1");
		folder.write("dir/sub/deep", "2");
		folder.folder("target");
		Scan scan = folder.settled();
		Outcome outcome = folder.apply(new Move(path("file"), path("target/renamed"), file("1")),
				new Move(path("dir"), path("target/dir"), Tree.at(scan.tree(), path("dir"))));
		assertEquals(2, outcome.results().stream().filter(StepResult.Done.class::isInstance).count());
		assertEquals(
				List.of("target", "target/dir", "target/dir/sub", "target/dir/sub/deep", "target/renamed"),
				folder.names());
		Scan after = folder.scan();
		assertEquals(scan.identities().of(path("file")).orElseThrow().id(),
				after.identities().of(path("target/renamed")).orElseThrow().id());
		assertEquals(done(outcome).identity(), after.identities().of(path("target/renamed")).orElseThrow());
	}

	@Test
	void stepsAfterAMoveFindTheirPlace() throws Exception {
		folder.write("dir/a", "old a");
		folder.write("dir/b", "old b");
		folder.write("dir/sub/c", "old c");
		Scan scan = folder.settled();
		folder.other.with("moved/a", "new a");
		Outcome outcome = folder.apply(
				new Move(path("dir"), path("moved"), Tree.at(scan.tree(), path("dir"))),
				folder.change("moved/a", file("old a"), file("new a")),
				folder.change("moved/b", file("old b"), Absent.ABSENT),
				new Move(path("moved/sub"), path("out"), dir("c", file("old c"))),
				folder.change("out", dir("c", file("old c")), Absent.ABSENT));
		assertTrue(outcome.results().stream().allMatch(StepResult.Done.class::isInstance),
				outcome.toString());
		assertEquals(List.of("moved", "moved/a"), folder.names());
		assertEquals("new a", folder.read("moved/a"));
		assertEquals(List.of("moved/a", "moved/b", "out"), trashed());
	}

	@Test
	void aMoveOntoSomethingIsNotDone() throws Exception {
		folder.write("from", "1");
		folder.settled();
		folder.write("to", "mine");
		assertEquals(Code.LOCAL_CHANGED_MEANWHILE,
				failed(folder.apply(new Move(path("from"), path("to"), file("1")))));
		assertEquals("mine", folder.read("to"));
		assertEquals("1", folder.read("from"));
	}

	@Test
	void aMoveOfAChangedFileIsNotDone() throws Exception {
		folder.write("from", "1");
		folder.settled();
		folder.write("from", "edited");
		assertEquals(Code.LOCAL_CHANGED_MEANWHILE,
				failed(folder.apply(new Move(path("from"), path("to"), file("1")))));
		assertEquals(List.of("from"), folder.names());
	}

	@Test
	void aMoveWithoutParentIsNotDone() throws Exception {
		folder.write("from", "1");
		folder.settled();
		Move move = new Move(path("from"), path("missing/to"), file("1"));
		assertEquals(Code.LOCAL_CHANGED_MEANWHILE, failed(folder.apply(move)));
	}

	@Test
	void aMoveThatChangesTheCaseOnly() throws Exception {
		folder.write("Name", "1");
		folder.settled();
		done(folder.apply(new Move(path("Name"), path("name"), file("1"))));
		assertEquals(List.of("name"), folder.names());
	}

	@Test
	void makingAFolderThatIsThereIsDone() throws Exception {
		folder.scan();
		folder.folder("sub");
		assertFalse(done(folder.apply(folder.change("sub", Absent.ABSENT, Directory.EMPTY))).changed());
	}

	@Test
	void aFileBecomesAFolderAndAFolderAFile() throws Exception {
		folder.write("a", "file");
		folder.write("b/in", "1");
		folder.settled();
		Outcome outcome = folder.apply(folder.change("a", file("file"), Directory.EMPTY),
				folder.create("a/in", "new"),
				folder.replace("b", "now a file"));
		assertTrue(outcome.results().stream().allMatch(StepResult.Done.class::isInstance),
				outcome.toString());
		assertEquals(List.of("a", "a/in", "b"), folder.names());
		assertEquals("now a file", folder.read("b"));
		assertEquals(List.of("a", "b"), trashed());
	}

	@Test
	void linksAreMadeAndReplaced() throws Exception {
		Files.createSymbolicLink(folder.at("old"), Path.of("there"));
		folder.settled();
		Outcome outcome = folder.apply(folder.change("new", Absent.ABSENT, new Entry.Link("x/y")),
				folder.change("old", new Entry.Link("there"), new Entry.Link("elsewhere")));
		assertTrue(outcome.results().stream().allMatch(StepResult.Done.class::isInstance),
				outcome.toString());
		assertEquals(Path.of("x/y"), Files.readSymbolicLink(folder.at("new")));
		assertEquals(Path.of("elsewhere"), Files.readSymbolicLink(folder.at("old")));
		assertEquals(List.of("old"), trashed());
	}

	@Test
	void aFullDiskEndsTheRunAndLeavesNothingHalf() throws Exception {
		folder.write("file", "old");
		folder.settled();
		folder.disk.create = each -> {
			throw new IOException("No space left on device");
		};
		Outcome outcome = folder.apply(folder.replace("file", "new"));
		assertEquals(Code.LOCAL_DISK_FULL, outcome.failure().orElseThrow().diagnostic().code());
		assertEquals("old", folder.read("file"));
	}

	@Test
	void aFullDiskIsKnownByItsSpaceInAnyLanguage() throws Exception {
		folder.scan();
		folder.disk.create = each -> {
			folder.disk.usable = 100;
			throw new IOException("Auf dem Ger\u00e4t ist kein Speicherplatz mehr verf\u00fcgbar");
		};
		Outcome outcome = folder.apply(folder.create("file", "new"));
		assertEquals(Code.LOCAL_DISK_FULL, outcome.failure().orElseThrow().diagnostic().code());
	}

	@Test
	void nothingIsBegunWhereTheSpaceDoesNotSuffice() throws Exception {
		folder.scan();
		folder.disk.usable = 5;
		Outcome outcome = folder.apply(folder.create("a", "four"), folder.create("b", "four"));
		assertEquals(Code.LOCAL_DISK_FULL, outcome.failure().orElseThrow().diagnostic().code());
		assertEquals(List.of(), outcome.results());
		assertEquals(0, folder.other.opened.get());
	}

	@Test
	void aForbiddenFileConcernsItsFileOnly() throws Exception {
		folder.folder("locked");
		folder.scan();
		folder.disk.create = each -> {
			if (each.getParent().endsWith("locked")) {
				throw new AccessDeniedException(each.toString());
			}
		};
		Outcome outcome = folder.apply(folder.create("locked/file", "new"), folder.create("other", "new"));
		assertTrue(outcome.failure().isEmpty());
		List<Code> codes = outcome.results().stream().filter(StepResult.Failed.class::isInstance)
				.map(result -> ((StepResult.Failed) result).diagnostic().code()).toList();
		assertEquals(List.of(Code.LOCAL_NOT_WRITABLE), codes);
		assertEquals("new", folder.read("other"));
	}

	/** Somebody renames one of two folders while files are put into both. */
	@Test
	void aFolderThatIsRenamedMeanwhileConcernsWhatIsInItOnly() throws Exception {
		folder.folder("one");
		folder.folder("two");
		folder.scan();
		folder.disk.sync = each -> {
			if (each.endsWith("one")) {
				Files.move(folder.at("one"), folder.at("renamed"));
			}
		};
		Outcome outcome = folder.apply(folder.create("one/file", "1"), folder.create("two/file", "2"));
		assertEquals(Map.of("one/file", "LOCAL_CHANGED_MEANWHILE", "two/file", "done"), byPath(outcome));
		assertEquals("1", folder.read("renamed/file"));
	}

	@Test
	void aFolderWhoseNamesCannotBeKeptConcernsWhatIsDoneInItOnly() throws Exception {
		folder.folder("one");
		folder.folder("two");
		folder.scan();
		folder.disk.sync = each -> {
			if (each.endsWith("one")) {
				throw new IOException("Input/output error");
			}
		};
		Outcome outcome = folder.apply(folder.change("one/folder", Absent.ABSENT, Directory.EMPTY),
				folder.change("two/folder", Absent.ABSENT, Directory.EMPTY));
		assertEquals(Map.of("one/folder", "LOCAL_IO", "two/folder", "done"), byPath(outcome));
	}

	private static Map<String, String> byPath(Outcome outcome) {
		Map<String, String> byPath = new TreeMap<>();
		outcome.results().forEach(each -> byPath.put(each.step().path().value(),
				each instanceof StepResult.Failed failed ? failed.diagnostic().code().name() : "done"));
		return byPath;
	}

	@Test
	void aFailedForceIsReportedAndDropsTheFile() throws Exception {
		folder.scan();
		folder.disk.force = each -> {
			throw new IOException("Input/output error");
		};
		assertEquals(Code.LOCAL_IO, failed(folder.apply(folder.create("file", "new"))));
		assertEquals(List.of(), folder.names());
	}

	@Test
	void aNameThatIsTooLongIsNamed() throws Exception {
		folder.scan();
		assertEquals(Code.NAME_NOT_ALLOWED, failed(folder.apply(folder.create("n".repeat(300), "new"))));
	}

	@Test
	void aNameThatThisSystemCannotWriteIsNamed() throws Exception {
		folder.scan();
		assertEquals(Code.NAME_NOT_ALLOWED, failed(folder.apply(folder.create("half a pair \uD83D", "new"))));
	}

	@Test
	void anotherRootIsLeftAlone() throws Exception {
		folder.scan();
		Step create = folder.create("file", "new");
		Files.move(folder.root, base.resolve("away"));
		Files.createDirectory(folder.root);
		Outcome outcome = folder.apply(create);
		assertEquals(Code.LOCAL_ROOT_REPLACED, outcome.failure().orElseThrow().diagnostic().code());
		assertEquals(List.of(), folder.names());
	}

	@Test
	void aCancelledRunLeavesWholeFilesOnly() throws Exception {
		folder.scan();
		List<Step> steps = new ArrayList<>();
		for (int i = 0; i < 500; i++) {
			steps.add(folder.create("f" + i, "content " + i));
		}
		folder.disk.force = each -> folder.cancel.cancel();
		assertThrows(CancellationException.class, () -> folder.apply(steps));
		for (String name : folder.names()) {
			assertEquals("content " + name.substring(1), folder.read(name));
		}
		assertTrue(folder.names().size() < 500);
	}

	@Test
	void theObserverHearsOfBytesAndResults() throws Exception {
		folder.scan();
		List<String> heard = Collections.synchronizedList(new ArrayList<>());
		StepObserver observer = new StepObserver() {
			@Override
			public void transferred(SyncPath path, long bytes) {
				heard.add(path + " " + bytes);
			}

			@Override
			public void finished(StepResult result) {
				heard.add(result.step().path() + " " + result.getClass().getSimpleName());
			}
		};
		folder.endpoint.apply(folder.last.orElseThrow(), List.of(folder.create("file", "text")), folder.other,
				observer,
				folder.cancel);
		assertEquals(List.of("file 4", "file Done"), heard);
	}

	@Test
	void everyStepIsReportedOnce() throws Exception {
		folder.write("gone", "1");
		folder.write("kept", "1");
		folder.settled();
		folder.write("kept", "changed");
		List<Step> steps = List.of(folder.delete("gone"), folder.delete("kept"), folder.create("new", "x"),
				folder.change("d", Absent.ABSENT, Directory.EMPTY), folder.create("d/e", "y"));
		Outcome outcome = folder.apply(steps);
		assertEquals(steps.size(), outcome.results().stream().map(StepResult::step).distinct().count());
		assertEquals(steps.size(), outcome.results().size());
		assertInstanceOf(StepResult.Failed.class,
				outcome.results().stream().filter(result -> result.step().equals(steps.get(1))).findFirst()
						.orElseThrow());
	}
}
