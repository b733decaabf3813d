package org.cellssync.endpoint.local.internal;

import static org.cellssync.endpoint.local.internal.Fixture.exists;
import static org.cellssync.endpoint.local.internal.Fixture.path;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointAddress;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.endpoint.EndpointSettings;
import org.cellssync.api.endpoint.SourceFile;
import org.cellssync.api.endpoint.Trash;
import org.cellssync.api.endpoint.TrashItem;
import org.cellssync.api.endpoint.TrashItem.Kind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrashTest {

	private static final Instant START = Instant.parse("2026-05-06T07:08:09.123Z");

	@TempDir
	Path base;
	private volatile Instant now = START;
	private Fixture folder;

	@BeforeEach
	void open() throws IOException {
		open(EndpointSettings.DEFAULT);
	}

	private void open(EndpointSettings settings) throws IOException {
		folder = new Fixture(base, settings, () -> now);
	}

	private void delete(String... paths) throws Exception {
		folder.settled();
		for (String each : paths) {
			Fixture.done(folder.apply(folder.delete(each)));
		}
	}

	private List<TrashItem> items() throws Exception {
		return folder.trash().list();
	}

	@Test
	void listsWhatWasPutAsideTheNewestFirst() throws Exception {
		folder.write("a/file", "four");
		folder.write("dir/x/one", "1");
		folder.write("dir/two", "22");
		Files.createSymbolicLink(folder.at("link"), Path.of("nowhere"));
		delete("a/file");
		now = START.plusSeconds(60);
		delete("dir", "link");
		List<TrashItem> items = items();
		assertEquals(List.of("link", "dir", "a/file"),
				items.stream().map(item -> item.path().value()).toList());
		assertEquals(List.of(Kind.LINK, Kind.FOLDER, Kind.FILE),
				items.stream().map(TrashItem::kind).toList());
		assertEquals(List.of(0L, 3L, 4L), items.stream().map(TrashItem::size).toList());
		assertEquals(START, items.get(2).deleted());
		assertEquals(now, items.get(1).deleted());
	}

	@Test
	void restoresToTheOldPlace() throws Exception {
		folder.write("a/b/file", "text");
		delete("a");
		Path restored = folder.trash().restore(items().getFirst(), Optional.empty());
		assertEquals(folder.at("a"), restored);
		assertEquals("text", folder.read("a/b/file"));
		assertEquals(List.of(), items());
	}

	@Test
	void restoringMakesTheFoldersAbove() throws Exception {
		folder.write("a/b/file", "text");
		delete("a/b/file", "a");
		folder.trash().restore(
				items().stream().filter(item -> item.kind() == Kind.FILE).findFirst().orElseThrow(),
				Optional.empty());
		assertEquals("text", folder.read("a/b/file"));
	}

	@Test
	void restoringNeverReplaces() throws Exception {
		folder.write("file.txt", "old");
		delete("file.txt");
		folder.write("file.txt", "mine");
		folder.write("file (restored).txt", "mine too");
		Path restored = folder.trash().restore(items().getFirst(), Optional.empty());
		assertEquals(folder.at("file (restored 2).txt"), restored);
		assertEquals("old", Files.readString(restored));
		assertEquals("mine", folder.read("file.txt"));
	}

	@Test
	void aFolderIsRestoredBesideOneThatIsThere() throws Exception {
		folder.write("dir/file", "old");
		delete("dir");
		folder.folder("dir");
		Path restored = folder.trash().restore(items().getFirst(), Optional.empty());
		assertEquals(folder.at("dir (restored)"), restored);
		assertEquals("old", Files.readString(restored.resolve("file")));
	}

	@Test
	void restoresIntoAnotherFolder() throws Exception {
		folder.write("a/file", "text");
		delete("a/file");
		Path restored = folder.trash().restore(items().getFirst(), Optional.of(base));
		assertEquals(base.resolve("file"), restored);
		assertEquals("text", Files.readString(restored));
	}

	@Test
	void whatHasAnotherNameIsRestoredAsACopy() throws Exception {
		folder.write("file", "text");
		Path second = Files.createLink(base.resolve("second"), folder.at("file"));
		delete("file");
		folder.trash().restore(items().getFirst(), Optional.empty());
		Files.writeString(second, "changed");
		assertEquals("text", folder.read("file"));
	}

	@Test
	void whatIsNotThereCannotBeRestored() throws Exception {
		folder.write("file", "text");
		delete("file");
		TrashItem item = items().getFirst();
		folder.trash().restore(item, Optional.empty());
		assertThrows(EndpointException.class, () -> folder.trash().restore(item, Optional.empty()));
		TrashItem escaping = new TrashItem(item.id().replaceAll("/.*", "/../../../../root/file"), path("x"),
				now, 1, Kind.FILE);
		assertThrows(EndpointException.class, () -> folder.trash().restore(escaping, Optional.of(base)));
		assertEquals("text", folder.read("file"));
	}

	@Test
	void theSamePathIsKeptEachTime() throws Exception {
		for (String text : List.of("one", "two", "three")) {
			folder.write("dir/file", text);
			folder.settled();
			Fixture.done(folder.apply(folder.replace("dir/file", text + " changed")));
			delete("dir");
		}
		assertEquals(6, items().size());
	}

	@Test
	void oldThingsGoAtTheFirstLook() throws Exception {
		folder.write("old", "1");
		delete("old");
		now = START.plus(Duration.ofDays(20));
		folder.write("newer", "1");
		delete("newer");
		now = START.plus(Duration.ofDays(31));
		folder.close();
		open();
		folder.scan();
		assertEquals(List.of("newer"), items().stream().map(item -> item.path().value()).toList());
	}

	@Test
	void tooMuchGoesTheOldestFirst() throws Exception {
		open(new EndpointSettings(false, Duration.ofDays(30), 10, false));
		folder.write("first", "1234");
		folder.write("second", "1234");
		folder.write("third", "1234");
		folder.settled();
		folder.apply(folder.delete("first"), folder.delete("second"), folder.delete("third"));
		assertEquals(List.of("third", "second"),
				items().stream().map(item -> item.path().value()).sorted().toList().reversed());
		now = now.plusSeconds(1);
		folder.write("fourth", "12345678");
		delete("fourth");
		assertEquals(List.of("fourth"), items().stream().map(item -> item.path().value()).toList());
	}

	@Test
	void whatIsTooMuchByItselfIsNotKept() throws Exception {
		open(new EndpointSettings(false, Duration.ofDays(30), 10, false));
		folder.write("big", "more than ten bytes");
		delete("big");
		assertEquals(List.of(), items());
		assertEquals(0, Files.list(folder.taskData.resolve("trash")).count());
	}

	@Test
	void anItemWithoutItsLineIsListedAllTheSame() throws Exception {
		folder.write("a\tb/\\odd\nname", "text");
		folder.write("other", "text");
		delete("a\tb/\\odd\nname", "other");
		assertEquals(List.of("a\tb/\\odd\nname", "other"),
				items().stream().map(item -> item.path().value()).sorted().toList());
		for (TrashFolder.Batch batch : TrashFolder.of(folder.root, folder.taskData).batches()) {
			Files.writeString(batch.place().resolve(TrashBatch.INDEX), "FILE\t4");
		}
		assertEquals(List.of("a\tb/\\odd\nname", "other"),
				items().stream().map(item -> item.path().value()).sorted().toList());
	}

	@Test
	void strangeFoldersInTheTrashAreLetBe() throws Exception {
		folder.write("file", "1");
		delete("file");
		Path stranger = Files.createDirectory(folder.taskData.resolve("trash/not-a-batch"));
		now = START.plus(Duration.ofDays(99));
		folder.close();
		open();
		folder.scan();
		assertEquals(List.of(), items());
		assertTrue(exists(stranger));
	}

	@Test
	void isReachedWithoutTheTaskRunning() throws Exception {
		folder.write("file", "text");
		delete("file");
		folder.close();
		Trash trash = new LocalTrashAccess().trash(new EndpointAddress("file", "", folder.root.toString()),
				folder.taskData);
		assertEquals(1, trash.list().size());
		trash.restore(trash.list().getFirst(), Optional.empty());
		assertEquals("text", folder.read("file"));
	}

	private Trash ofServers() throws Exception {
		return new LocalTrashAccess().trash(
				new EndpointAddress(EndpointAddress.CELLS, "https://anna@localhost", "personal-files"), folder.taskData);
	}

	private TaskTrash keeping(EndpointSettings settings) {
		return new TaskTrash(folder.taskData, settings, new SystemDisk(true), () -> now);
	}

	/** The path of a folder on a server means nothing here. */
	@Test
	void aTaskOfNoFolderKeepsFilesInItsDataAndHasThemRestoredIntoAFolder() throws Exception {
		assertEquals(List.of(), ofServers().list());
		folder.other.with("d/file", "text");
		try (SourceFile file = folder.other.open(path("d/file"))) {
			assertTrue(keeping(EndpointSettings.DEFAULT).keep(path("d/file"), file, folder.cancel));
		}
		TrashItem item = ofServers().list().getFirst();
		assertEquals(List.of(path("d/file"), 4L, START), List.of(item.path(), item.size(), item.deleted()));
		EndpointException refused = assertThrows(EndpointException.class, () -> ofServers().restore(item, Optional.empty()));
		assertEquals(Code.RESTORE_NEEDS_FOLDER, refused.diagnostic().code());
		assertEquals("text", Files.readString(ofServers().restore(item, Optional.of(base))));
		assertEquals(List.of(), ofServers().list());
	}

	@Test
	void aTaskOfNoFolderKeepsNoMoreThanItIsTold() throws Exception {
		folder.other.with("large", new byte[101]).with("file", new byte[100]);
		TaskTrash keeping = keeping(EndpointSettings.DEFAULT.withTrash(Duration.ofDays(30), 100));
		try (SourceFile large = folder.other.open(path("large")); SourceFile file = folder.other.open(path("file"))) {
			assertFalse(keeping.keep(path("large"), large, folder.cancel));
			assertTrue(keeping.keep(path("file"), file, folder.cancel));
		}
		assertEquals(List.of(path("file")), ofServers().list().stream().map(TrashItem::path).toList());
		now = START.plus(Duration.ofDays(31));
		keeping(EndpointSettings.DEFAULT);
		assertEquals(List.of(), ofServers().list());
	}

	@Test
	void isReadableByItsOwnerAlone() throws Exception {
		folder.write("file", "text");
		delete("file");
		assertEquals("rwx------",
				PosixFilePermissions
						.toString(Files.getPosixFilePermissions(folder.taskData.resolve("trash"))));
	}

	@Test
	void onAnotherFileSystemItIsHiddenAtTheRootOfTheTask() throws Exception {
		try (SmallDisk small = SmallDisk.mount(Files.createDirectory(base.resolve("small")), 4)) {
			Path root = Files.createDirectory(small.path().resolve("root"));
			Path hidden = folder.useRoot(root);
			folder.write("file", "text");
			delete("file");
			assertTrue(hidden.getFileName().toString().startsWith(".cellssync-"));
			assertTrue(exists(hidden.resolve("trash")));
			assertEquals(0, folder.scan().identities().size());
			Path restored = folder.trash().restore(items().getFirst(), Optional.of(base));
			assertEquals("text", Files.readString(restored));
			assertEquals(List.of(), items());
		}
	}

	@Test
	void aTrashThatCannotBeWrittenKeepsFilesFromBeingReplaced() throws Exception {
		folder.write("file", "old");
		folder.settled();
		Files.writeString(folder.taskData.resolve("trash"), "in the way");
		assertEquals(Code.LOCAL_IO, Fixture.failed(folder.apply(folder.replace("file", "new"))));
		assertEquals("old", folder.read("file"));
		assertFalse(exists(folder.at("file (restored)")));
	}

	private boolean keepAside(String name) throws EndpointException {
		try (SourceFile file = folder.other.open(path(name))) {
			return folder.endpoint.keeping().orElseThrow().keep(path(name), file, folder.cancel);
		}
	}

	@Test
	void keepsAFileOfTheOtherEndWithoutTouchingTheFolder() throws Exception {
		folder.write("a/b.txt", "here");
		folder.other.with("a/b.txt", "there, longer");
		folder.scan();
		assertTrue(keepAside("a/b.txt"));
		assertEquals("here", folder.read("a/b.txt"));
		assertEquals(List.of("a", "a/b.txt"), folder.names());
		TrashItem kept = items().getFirst();
		assertEquals(new TrashItem(kept.id(), path("a/b.txt"), START, 13, Kind.FILE), kept);
		Path restored = folder.trash().restore(kept, Optional.empty());
		assertEquals("there, longer", Files.readString(restored));
		assertEquals(OtherEnd.MODIFIED, Files.getLastModifiedTime(restored).toInstant());
	}

	@Test
	void aFileThatDoesNotArriveWholeIsNotKept() throws Exception {
		byte[] bytes = "content".getBytes(StandardCharsets.UTF_8);
		folder.other.with("cut", new OtherEnd.Content(bytes, bytes.length, false, 3, null))
				.with("short", new OtherEnd.Content(bytes, bytes.length + 1, false, Long.MAX_VALUE, null))
				.with("other", new OtherEnd.Content(bytes, bytes.length, false, Long.MAX_VALUE,
						Diagnostic.of(Code.CONTENT_MISMATCH, "other")));
		folder.scan();
		assertEquals(Code.SERVER_UNREACHABLE,
				assertThrows(EndpointException.class, () -> keepAside("cut")).diagnostic().code());
		for (String each : List.of("short", "other")) {
			assertEquals(Code.CONTENT_MISMATCH,
					assertThrows(EndpointException.class, () -> keepAside(each)).diagnostic().code());
		}
		assertEquals(List.of(), items());
	}

	@Test
	void whatIsTooMuchByItselfIsNotFetched() throws Exception {
		open(new EndpointSettings(false, Duration.ofDays(30), 10, false));
		folder.other.with("big", "more than ten bytes");
		folder.scan();
		assertFalse(keepAside("big"));
		assertEquals(List.of(), items());
	}
}
