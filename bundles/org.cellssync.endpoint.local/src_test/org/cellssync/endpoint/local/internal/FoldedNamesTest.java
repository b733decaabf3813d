package org.cellssync.endpoint.local.internal;

import static org.cellssync.endpoint.local.internal.Fixture.dir;
import static org.cellssync.endpoint.local.internal.Fixture.file;
import static org.cellssync.endpoint.local.internal.Fixture.path;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.endpoint.Outcome;
import org.cellssync.api.endpoint.Scan;
import org.cellssync.api.endpoint.StepResult;
import org.cellssync.core.sync.Move;
import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Entry.Absent;
import org.cellssync.core.tree.Identity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import com.google.common.jimfs.PathNormalization;

/** A folder whose file system keeps the case of names and does not tell names apart by it, as those of most computers do. */
class FoldedNamesTest {

	private FileSystem system;
	private Fixture folder;

	@BeforeEach
	void open() throws Exception {
		system = Jimfs.newFileSystem(Configuration.unix().toBuilder().setAttributeViews("basic", "posix", "unix")
				.setNameCanonicalNormalization(PathNormalization.CASE_FOLD_ASCII).build());
		folder = new Fixture(Files.createDirectories(system.getPath("/home/user")), new FaultyDisk(new SystemDisk(false)) {
			@Override
			public long usable(Path path) {
				return Long.MAX_VALUE;
			}

			@Override
			public void rename(Path from, Path to) throws IOException {
				if (Files.exists(to, LinkOption.NOFOLLOW_LINKS) && Files.isSameFile(from, to)) {
					renameByCase(from, to);
				} else {
					super.rename(from, to);
				}
			}
		});
	}

	@AfterEach
	void close() throws Exception {
		folder.close();
		system.close();
	}

	/** As rename(2) does it on such a disk, where Jimfs, as it may, does nothing for two names of one file. */
	private static void renameByCase(Path from, Path to) throws IOException {
		Path aside = from.resolveSibling("aside");
		Files.move(from, aside);
		Files.move(aside, to);
	}

	private static Code failure(StepResult result) {
		return assertInstanceOf(StepResult.Failed.class, result).diagnostic().code();
	}

	@Test
	void theFolderSaysSo() {
		assertFalse(folder.endpoint.capabilities().caseSensitive());
	}

	@Test
	void aFileIsNotSeenUnderANameItDoesNotHave() throws Exception {
		folder.write("a.txt", "the one");
		folder.write("docs/x", "x");
		folder.settled();
		Scan scan = folder.scan("A.txt", "Docs", "DOCS/x", "docs/X");
		assertEquals(dir("a.txt", file("the one"), "docs", dir("x", file("x"))), scan.tree());
	}

	@Test
	void ofTwoNewFilesOneIsKeptHereAndTheOtherIsTold() throws Exception {
		folder.settled();
		Outcome outcome = folder.apply(folder.create("A.txt", "one"), folder.create("a.txt", "other"));
		List<StepResult> done = outcome.results().stream().filter(StepResult.Done.class::isInstance).toList();
		List<StepResult> failed = outcome.results().stream().filter(StepResult.Failed.class::isInstance).toList();
		assertEquals(1, done.size(), outcome.toString());
		assertEquals(Code.NAME_CLASH, failure(failed.getFirst()));
		String kept = done.getFirst().step().path().value();
		assertEquals(List.of(kept), folder.names());
		assertEquals(kept.equals("A.txt") ? "one" : "other", folder.read(kept));
	}

	@Test
	void aFileDoesNotReplaceOneWhoseNameDiffersByCase() throws Exception {
		folder.write("a.txt", "mine");
		folder.settled();
		assertEquals(Code.NAME_CLASH, failure(folder.apply(folder.create("A.txt", "theirs")).results().getFirst()));
		assertEquals(List.of("a.txt"), folder.names());
		assertEquals("mine", folder.read("a.txt"));
	}

	@Test
	void twoFoldersDoNotBecomeOne() throws Exception {
		folder.write("docs/x", "mine");
		folder.settled();
		Outcome outcome = folder.apply(folder.change("Docs", Absent.ABSENT, Directory.EMPTY),
				folder.create("Docs/x", "theirs"),
				folder.create("Docs/y", "theirs"));
		assertEquals(Code.NAME_CLASH, outcome.results().stream().filter(each -> each.step().path().equals(path("Docs")))
				.map(FoldedNamesTest::failure).findFirst().orElseThrow());
		assertEquals(3, outcome.results().stream().filter(StepResult.Failed.class::isInstance).count(), outcome.toString());
		assertEquals(List.of("docs", "docs/x"), folder.names());
		assertEquals("mine", folder.read("docs/x"));
	}

	@Test
	void aMoveDoesNotReplaceWhatDiffersByCase() throws Exception {
		folder.write("a.txt", "mine");
		folder.write("b.txt", "other");
		folder.settled();
		assertEquals(Code.NAME_CLASH,
				failure(folder.apply(new Move(path("b.txt"), path("A.txt"), file("other"))).results().getFirst()));
		assertEquals("mine", folder.read("a.txt"));
		assertEquals("other", folder.read("b.txt"));
	}

	/** M3: what stands at the new name is the file itself. */
	@Test
	void aFileGetsANameThatDiffersByCase() throws Exception {
		folder.write("a.txt", "mine");
		folder.settled();
		Identity before = folder.scan().identities().of(path("a.txt")).orElseThrow();
		StepResult.Done done = assertInstanceOf(StepResult.Done.class,
				folder.apply(new Move(path("a.txt"), path("A.txt"), file("mine"))).results().getFirst());

		assertEquals(List.of("A.txt"), folder.names());
		assertEquals("mine", folder.read("A.txt"));
		assertEquals(before.id(), done.identity().id());
		assertEquals(dir("A.txt", file("mine")), folder.scan().tree());
	}

	@Test
	void aFolderGetsANameThatDiffersByCaseWithAllInIt() throws Exception {
		folder.write("docs/x", "x");
		folder.settled();
		Entry docs = dir("x", file("x"));
		Outcome outcome = folder.apply(new Move(path("docs"), path("Docs"), docs),
				new Move(path("Docs/x"), path("Docs/X"), file("x")), folder.create("Docs/y", "y"));

		outcome.results().forEach(each -> assertInstanceOf(StepResult.Done.class, each));
		assertEquals(List.of("Docs", "Docs/X", "Docs/y"), folder.names());
		assertEquals("x", folder.read("Docs/X"));
	}

	/** What somebody renames here is seen as the same file, so that it is moved on the server. */
	@Test
	void aRenameByCaseHereIsSeenAsTheSameFile() throws Exception {
		folder.write("docs/x", "x");
		folder.settled();
		Identity file = folder.scan().identities().of(path("docs/x")).orElseThrow();
		renameByCase(folder.root.resolve("docs/x"), folder.root.resolve("docs/X"));
		renameByCase(folder.root.resolve("docs"), folder.root.resolve("Docs"));
		Scan scan = folder.scan();

		assertEquals(dir("Docs", dir("X", file("x"))), scan.tree());
		assertEquals(file.id(), scan.identities().of(path("Docs/X")).orElseThrow().id());
		assertEquals(file.version(), scan.identities().of(path("Docs/X")).orElseThrow().version());
	}

	@Test
	void theOtherOneComesOnceThereIsRoom() throws Exception {
		folder.write("a.txt", "mine");
		folder.settled();
		folder.apply(folder.create("A.txt", "theirs"));
		folder.apply(folder.change("a.txt", file("mine"), Absent.ABSENT));
		folder.scan();
		assertInstanceOf(StepResult.Done.class, folder.apply(folder.create("A.txt", "theirs")).results().getFirst());
		assertEquals("theirs", folder.read("A.txt"));
	}
}
