package org.cellssync.endpoint.local.internal;

import static org.cellssync.endpoint.local.internal.Fixture.codes;
import static org.cellssync.endpoint.local.internal.Fixture.digest;
import static org.cellssync.endpoint.local.internal.Fixture.dir;
import static org.cellssync.endpoint.local.internal.Fixture.file;
import static org.cellssync.endpoint.local.internal.Fixture.path;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.endpoint.Scan;
import org.cellssync.api.state.KnownContent;
import org.cellssync.core.tree.Digest;
import org.cellssync.core.ignore.Ignore;
import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Entry.Absent;
import org.cellssync.core.tree.Entry.Blocked;
import org.cellssync.core.tree.Identity;
import org.cellssync.core.tree.Reason;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.core.tree.Tree;
import org.cellssync.core.tree.Unread;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScanTest {

	@TempDir
	Path base;
	private Fixture folder;

	@BeforeEach
	void open() throws IOException {
		folder = new Fixture(base);
	}

	@AfterEach
	void close() {
		folder.close();
	}

	private static Entry at(Scan scan, String path) {
		return Tree.at(scan.tree(), path(path));
	}

	@Test
	void showsFilesFoldersAndLinksWithProvenContent() throws Exception {
		folder.write("a/b/deep ä.txt", "deep");
		folder.write("empty", "");
		folder.folder("nothing");
		Files.createSymbolicLink(folder.at("link"), Path.of("nowhere/else"));
		Scan scan = folder.settled();
		assertEquals(dir("a", dir("b", dir("deep ä.txt", file("deep"))), "empty",
				new Entry.File(Digest.EMPTY, 0, false),
				"link", new Entry.Link("nowhere/else"), "nothing", dir()), scan.tree());
		assertEquals(List.of(), scan.problems());
		assertEquals(6, scan.identities().size());
		assertEquals(6, scan.looked());
	}

	@Test
	void contentNobodyReadIsUnread() throws Exception {
		folder.write("file", "text");
		Scan scan = folder.scan();
		Identity identity = scan.identities().of(path("file")).orElseThrow();
		assertEquals(new Entry.File(Unread.of("local", identity.version()), 4, false), at(scan, "file"));
		assertTrue(identity.version().startsWith("4:"), identity.version());
	}

	@Test
	void aDigestTakenJustAfterAChangeIsNotTrusted() throws Exception {
		Path file = folder.write("file", "text");
		Instant modified = Instant.parse("2026-01-02T03:04:05.123456789Z");
		Files.setLastModifiedTime(file, FileTime.from(modified));
		String version = folder.scan().identities().of(path("file")).orElseThrow().version();
		folder.known.put(version, new KnownContent.Proven(digest("text"), modified.plusMillis(10)));
		assertInstanceOf(Unread.class, ((Entry.File) at(folder.scan(), "file")).content());
		folder.known.put(version, new KnownContent.Proven(digest("text"), modified.plusMillis(11)));
		assertEquals(file("text"), at(folder.scan(), "file"));
	}

	@Test
	void aStampOfWholeSecondsNeedsTwoWhereNoOthersAreKnown() {
		Instant whole = Instant.parse("2026-01-02T03:04:05Z");
		RacyStamp stamps = new RacyStamp();
		stamps.seen(whole);
		assertFalse(stamps.trusted(stat(whole, "1"), whole.plusSeconds(2)));
		assertTrue(stamps.trusted(stat(whole, "1"), whole.plusMillis(2001)));
		stamps.seen(whole.plusNanos(1));
		assertFalse(stamps.trusted(stat(whole, "1"), whole.plusMillis(10)));
		assertTrue(stamps.trusted(stat(whole, "1"), whole.plusMillis(11)));
		assertFalse(stamps.trusted(stat(whole, "(dev=1,ino=1)"), whole.plusMillis(11)),
				"on another file system");
	}

	@Test
	void aTimeInTheFutureIsOfAWrongClockOrSetByHand() {
		Instant now = Instant.parse("2026-01-02T03:04:05.6Z");
		assertFalse(new RacyStamp().trusted(stat(now.plusSeconds(1), "1"), now));
		assertTrue(new RacyStamp().trusted(stat(now.plus(Duration.ofDays(400)), "1"), now));
	}

	private static Stat stat(Instant modified, String key) {
		return new Stat(Stat.Kind.FILE, 1, modified, key, false);
	}

	@Test
	void unchangedSubtreesAreTheSameObjects() throws Exception {
		folder.write("a/file", "1");
		folder.write("b/file", "2");
		Scan first = folder.settled();
		Scan second = folder.scan();
		assertSame(first.tree(), second.tree());
		folder.write("b/file", "three");
		Scan third = folder.scan();
		assertSame(at(first, "a"), at(third, "a"));
		assertNotEquals(at(first, "b"), at(third, "b"));
		assertSame(first.identities().of(path("a/file")).orElseThrow(),
				third.identities().of(path("a/file")).orElseThrow());
	}

	@Test
	void namesAreNormalAndTheirExactFormIsKept() throws Exception {
		String decomposed = "e\u0301t\u00e9";
		folder.write(decomposed, "1");
		Scan scan = folder.scan();
		assertEquals(List.of(path("\u00e9t\u00e9")), List.copyOf(scan.identities().paths()));
		assertEquals(decomposed, scan.identities().of(path("\u00e9t\u00e9")).orElseThrow().exactName());
	}

	@Test
	void twoFormsOfOneNameBlockEachOther() throws Exception {
		folder.write("\u00e9.txt", "composed");
		folder.write("e\u0301.txt", "decomposed");
		folder.write("other", "1");
		Scan scan = folder.scan();
		assertEquals(new Blocked(Reason.NAME_CLASH), at(scan, "\u00e9.txt"));
		assertInstanceOf(Entry.File.class, at(scan, "other"));
		assertEquals(List.of(Code.NAME_CLASH), codes(scan));
		Files.delete(folder.at("e\u0301.txt"));
		Scan after = folder.scan("\u00e9.txt");
		assertInstanceOf(Entry.File.class, at(after, "\u00e9.txt"));
		assertEquals(List.of(), after.problems());
	}

	@Test
	void clashingFoldersAreNotLookedInto() throws Exception {
		folder.write("\u00e9/a", "1");
		folder.write("e\u0301/b", "1");
		Scan scan = folder.scan();
		assertEquals(dir("\u00e9", new Blocked(Reason.NAME_CLASH)), scan.tree());
		assertEquals(0, scan.identities().size());
	}

	@Test
	void bytesThatAreNoTextAreAnIllegalName() throws Exception {
		Process process = new ProcessBuilder("sh", "-c", "printf 1 > \"$(printf 'caf\\351')\"")
				.directory(folder.root.toFile())
				.inheritIO().start();
		assertEquals(0, process.waitFor());
		folder.write("fine", "1");
		Scan scan = folder.scan();
		assertEquals(new Blocked(Reason.ILLEGAL_NAME), at(scan, "caf\uFFFD"));
		assertEquals(List.of(Code.NAME_NOT_ALLOWED), codes(scan));
		assertTrue(at(scan, "fine").exists());
	}

	@Test
	void aReplacementCharacterIsAnOrdinaryOne() throws Exception {
		folder.write("odd \uFFFD name", "1");
		assertInstanceOf(Entry.File.class, at(folder.scan(), "odd \uFFFD name"));
	}

	@Test
	void pipesAreBlocked() throws Exception {
		assertEquals(0, new ProcessBuilder("mkfifo", folder.at("pipe").toString()).start().waitFor());
		Scan scan = folder.scan();
		assertEquals(new Blocked(Reason.SPECIAL), at(scan, "pipe"));
		assertEquals(List.of(Code.LOCAL_SPECIAL_FILE), codes(scan));
	}

	@Test
	void anUnreadableFolderIsBlockedAndItsSiblingsGoOn() throws Exception {
		folder.write("locked/file", "1");
		folder.write("open/file", "1");
		folder.disk.list = each -> {
			if (each.endsWith("locked")) {
				throw new AccessDeniedException(each.toString());
			}
		};
		Scan scan = folder.scan();
		assertEquals(new Blocked(Reason.UNREADABLE), at(scan, "locked"));
		assertTrue(at(scan, "open/file").exists());
		assertEquals(List.of(Code.LOCAL_UNREADABLE), codes(scan));
		folder.disk.list = FaultyDisk.NOTHING;
		Scan readable = folder.scan("locked/file");
		assertTrue(at(readable, "locked/file").exists());
		assertEquals(List.of(), readable.problems());
	}

	@Test
	void aFileWhoseStatFailsIsBlockedAndNotAbsent() throws Exception {
		folder.write("a", "1");
		folder.write("b", "1");
		folder.disk.stat = each -> {
			if (each.endsWith("a")) {
				throw new FileSystemException(each.toString(), null, "Input/output error");
			}
		};
		Scan scan = folder.scan();
		assertEquals(new Blocked(Reason.UNREADABLE), at(scan, "a"));
		assertTrue(at(scan, "b") instanceof Entry.File);
	}

	@Test
	void anUnreadableFileIsBlocked() throws Exception {
		folder.write("a", "1");
		folder.disk.readable = false;
		Scan scan = folder.scan();
		assertEquals(new Blocked(Reason.UNREADABLE), at(scan, "a"));
		assertEquals(List.of(Code.LOCAL_UNREADABLE), codes(scan));
	}

	@Test
	void ignoredAndOwnNamesAreLeftOut() throws Exception {
		folder.write(".DS_Store", "1");
		folder.write("ignored/file", "1");
		folder.write(".cellssync-1234/trash/x", "1");
		folder.write("kept", "1");
		Scan scan = folder.scan();
		assertEquals(List.of(path("kept")), List.copyOf(scan.identities().paths()));
	}

	@Test
	void whatPeopleLeaveOutIsShownToBeThere() throws Exception {
		folder.ignore = Ignore.of(List.of("*.o", "build/"));
		folder.write("a.o", "1");
		folder.write("build/deep/file", "1");
		folder.write("sub/build", "no folder");
		Scan scan = folder.scan();
		Entry left = new Entry.Blocked(Reason.IGNORED);
		assertEquals(List.of("a.o", "build", "sub"), names(scan.tree()));
		assertEquals(left, Tree.at(scan.tree(), path("a.o")));
		assertEquals(left, Tree.at(scan.tree(), path("build")));
		assertEquals(List.of(path("sub"), path("sub/build")), List.copyOf(scan.identities().paths()));
		folder.ignore = Fixture.JUNK;
		assertEquals(file("1"), Tree.at(folder.settled().tree(), path("a.o")));
	}

	private static List<String> names(Entry folder) {
		List<String> names = new ArrayList<>();
		((Directory) folder).forEach((name, entry) -> names.add(name));
		return names;
	}

	@Test
	void whatWaitsForItsPlaceDuringMovesIsSeen() throws Exception {
		folder.write(".cellssync-move-1~", "1");
		assertEquals(List.of(path(".cellssync-move-1~")), List.copyOf(folder.scan().identities().paths()));
	}

	@Test
	void aLinkToAFolderIsALink() throws Exception {
		folder.write("real/file", "1");
		Files.createSymbolicLink(folder.at("alias"), Path.of("real"));
		assertEquals(new Entry.Link("real"), at(folder.scan(), "alias"));
	}

	@Test
	void aLoopOfLinksIsNoTrouble() throws Exception {
		Files.createSymbolicLink(folder.at("loop"), Path.of("."));
		assertEquals(dir("loop", new Entry.Link(".")), folder.scan().tree());
	}

	@Test
	void aMissingRootIsNoEmptyTree() throws Exception {
		folder.write("file", "1");
		folder.scan();
		Files.move(folder.root, base.resolve("away"));
		assertEquals(Code.LOCAL_ROOT_MISSING, codeOfScan());
		Files.writeString(folder.root, "a file");
		assertEquals(Code.LOCAL_ROOT_NOT_A_FOLDER, codeOfScan());
	}

	@Test
	void aRootThatGoesWhileItIsLookedAtIsNoEmptyTree() throws Exception {
		folder.write("a/file", "1");
		folder.disk.list = each -> {
			if (each.endsWith("a")) {
				folder.disk.list = FaultyDisk.NOTHING;
				Files.move(folder.root, base.resolve("away"));
				Files.createDirectory(folder.root);
			}
		};
		assertEquals(Code.LOCAL_ROOT_REPLACED, codeOfScan());
	}

	private Code codeOfScan() {
		return assertThrows(EndpointException.class, () -> folder.scan()).diagnostic().code();
	}

	@Test
	void theRootIsNamedByWhatItIs() throws Exception {
		String first = folder.scan().rootId();
		assertEquals(first, folder.scan().rootId());
		Files.move(folder.root, base.resolve("away"));
		Files.createDirectory(folder.root);
		assertNotEquals(first, folder.scan().rootId());
	}

	@Test
	void versionsSurviveARename() throws Exception {
		folder.write("a", "1");
		Identity before = folder.scan().identities().of(path("a")).orElseThrow();
		Files.move(folder.at("a"), folder.at("b"));
		Identity after = folder.scan().identities().of(path("b")).orElseThrow();
		assertEquals(before.id(), after.id());
		assertEquals(before.version(), after.version());
	}

	@Test
	void theExecutableBitIsSeen() throws Exception {
		Path file = folder.write("run", "");
		Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
		assertEquals(new Entry.File(Digest.EMPTY, 0, true), at(folder.scan(), "run"));
	}

	@Test
	void onlyHintedPlacesAreLookedAt() throws Exception {
		folder.write("a/changed", "1");
		folder.write("b/unseen", "1");
		folder.settled();
		folder.write("a/changed", "12");
		folder.write("b/unseen", "12");
		Scan scan = folder.scan("a/changed");
		assertEquals(1, scan.looked());
		assertEquals(2, ((Entry.File) at(scan, "a/changed")).size());
		assertEquals(1, ((Entry.File) at(scan, "b/unseen")).size());
	}

	@Test
	void aHintToAFolderStandsForAllBelow() throws Exception {
		folder.write("a/b/c", "1");
		folder.settled();
		folder.write("a/b/d/e", "12");
		Files.delete(folder.at("a/b/c"));
		Scan scan = folder.scan("a");
		assertEquals(List.of(path("a"), path("a/b"), path("a/b/d"), path("a/b/d/e")),
				List.copyOf(new TreeSet<>(scan.identities().paths())));
	}

	@Test
	void aHintWhoseParentIsNewOrGoneIsFollowedUpwards() throws Exception {
		folder.write("gone/deep/file", "1");
		folder.settled();
		Files.move(folder.at("gone"), base.resolve("elsewhere"));
		folder.write("new/deep/file", "1");
		Scan scan = folder.scan("gone/deep/file", "new/deep/file");
		assertEquals(Absent.ABSENT, at(scan, "gone"));
		assertTrue(at(scan, "new/deep/file").exists());
		assertEquals(scan.tree(), folder.scan().tree());
	}

	@Test
	void aFolderThatBecameAFileIsSeenThroughAHintBelowIt() throws Exception {
		folder.write("x/file", "1");
		folder.settled();
		Files.delete(folder.at("x/file"));
		Files.delete(folder.at("x"));
		folder.write("x", "now a file");
		assertInstanceOf(Entry.File.class, at(folder.scan("x/file"), "x"));
	}

	@Test
	void hintsInADecomposedFolderFindTheirPlace() throws Exception {
		folder.write("e\u0301/sub/file", "1");
		folder.settled();
		folder.write("e\u0301/sub/file", "12");
		folder.write("e\u0301/sub/u\u0308", "1");
		Scan scan = folder.scan("\u00e9/sub/file", "\u00e9/sub/\u00fc");
		assertEquals(2, ((Entry.File) at(scan, "\u00e9/sub/file")).size());
		assertEquals("u\u0308", scan.identities().of(path("\u00e9/sub/\u00fc")).orElseThrow().exactName());
	}

	@Test
	void anotherFormArrivingLaterIsAClash() throws Exception {
		folder.write("\u00e9", "1");
		folder.settled();
		folder.write("e\u0301", "2");
		Scan scan = folder.scan("\u00e9");
		assertEquals(new Blocked(Reason.NAME_CLASH), at(scan, "\u00e9"));
		assertEquals(List.of(Code.NAME_CLASH), codes(scan));
	}

	@Test
	void problemsElsewhereStayKnown() throws Exception {
		assertEquals(0, new ProcessBuilder("mkfifo", folder.at("pipe").toString()).start().waitFor());
		folder.write("a", "1");
		folder.scan();
		assertEquals(List.of(Code.LOCAL_SPECIAL_FILE), codes(folder.scan("a")));
		Files.delete(folder.at("pipe"));
		assertEquals(List.of(), codes(folder.scan("pipe")));
	}

	@Test
	void nothingHintedSharesEverything() throws Exception {
		folder.write("a", "1");
		Scan first = folder.settled();
		Scan second = folder.scan(new String[0]);
		assertSame(first.tree(), second.tree());
		assertSame(first.identities(), second.identities());
		assertEquals(0, second.looked());
	}

	@Test
	void leftoversOfAnEarlierRunAreRemovedAndOthersKept() throws Exception {
		Path stale = folder.write("sub/.cellssync-0123456789abcdef-7.part", "half");
		Path trash = folder.write(".cellssync-0123/trash/x", "kept");
		folder.close();
		Fixture later = new Fixture(base);
		Path fresh = later.write("sub/.cellssync-0123456789abcdef-8.part", "half");
		// Content of the other end has its time; what counts is when the name was touched.
		Files.setLastModifiedTime(fresh, FileTime.from(Instant.EPOCH));
		later.scan();
		later.close();
		assertFalse(Fixture.exists(stale));
		assertTrue(Fixture.exists(fresh));
		assertTrue(Fixture.exists(trash));
	}

	@Test
	void aCancelledLookEnds() throws Exception {
		folder.write("a/b", "1");
		folder.disk.list = each -> folder.cancel.cancel();
		assertThrows(CancellationException.class, () -> folder.scan());
	}

	@Test
	void provingReadsWhatStayedAsItWasSeen() throws Exception {
		folder.write("same", "text");
		folder.write("changed", "text");
		folder.write("gone", "text");
		Scan scan = folder.scan();
		folder.write("changed", "other text");
		Files.delete(folder.at("gone"));
		Map<SyncPath, Digest> proven = folder.endpoint.prove(scan,
				new TreeSet<>(List.of(path("same"), path("changed"), path("gone"))), folder.other,
				folder.cancel);
		assertEquals(Map.of(path("same"), digest("text")), proven);
	}

	@Test
	void noDepthOfFoldersIsTooDeep() throws Exception {
		int depth = 2000;
		FaultyDisk bottomless = new FaultyDisk() {
			@Override
			public List<Path> list(Path each) throws IOException {
				int below = each.getNameCount() - folder.root.getNameCount();
				return below < depth ? List.of(each.resolve("d")) : List.of();
			}

			@Override
			public Stat stat(Path path) throws IOException {
				return super.stat(folder.root);
			}
		};
		Fixture deep = new Fixture(base, bottomless);
		assertEquals(depth, deep.scan().looked());
		deep.close();
	}

	@Test
	void aFolderWithManyNamesIsSorted() throws Exception {
		for (int i = 999; i >= 0; i--) {
			folder.write("f" + i, "");
		}
		Directory tree = (Directory) folder.scan().tree();
		assertEquals(1000, tree.size());
		for (int i = 1; i < tree.size(); i++) {
			assertTrue(tree.name(i - 1).compareTo(tree.name(i)) < 0);
		}
	}
}
