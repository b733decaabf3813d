package org.cellssync.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import org.cellssync.api.session.Choice;
import org.cellssync.api.session.HaltChoice;
import org.cellssync.api.session.TaskStatus;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.sandbox.Sandbox;
import org.cellssync.sandbox.SandboxOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two computers of one person and a sandbox server with its hazards on: what a user does here must be so there. */
class TwoComputersTest {

	@TempDir
	Path home;

	private Sandbox server;
	private Computer one;
	private Computer two;

	@BeforeEach
	void connect() throws Exception {
		server = Sandbox.start(SandboxOptions.defaults());
		one = new Computer(home.resolve("one"), server).connect(0, "personal-files");
		two = new Computer(home.resolve("two"), server).connect(0, "personal-files");
	}

	@AfterEach
	void disconnect() throws Exception {
		one.close();
		two.close();
		server.close();
	}

	private void bothHold(String... names) {
		assertEquals(List.of(names), List.copyOf(one.tree().keySet()));
		assertEquals(one.tree(), two.tree());
	}

	private void sameEverywhere() throws Exception {
		one.sync();
		two.sync();
		one.sync();
		assertEquals(one.tree(), two.tree());
		assertEquals(List.of(), two.sync().operations());
		assertEquals(List.of(), one.sync().operations());
	}

	@Test
	void everyKindOfFileTravelsBothWays() throws Exception {
		byte[] big = new byte[(25 << 20) + 7];
		new Random(1).nextBytes(big);
		one.write("plain.txt", "text").write("a/b/c/deep.txt", "deep").write("empty", "").write("big.bin", big)
				.write("odd/100 % + & ?#'\"\u00e9\u65e5.txt", "odd");
		Files.createDirectories(one.path("hollow/inside"));
		two.write("theirs.txt", "from the other side");
		assertEquals(5, one.sync().summary().uploaded().files());
		Computer.Ran down = two.sync();
		assertEquals(5, down.summary().downloaded().files());
		assertEquals(1, down.summary().uploaded().files());
		one.sync();
		assertEquals(one.tree(), two.tree());
		assertTrue(Files.isDirectory(two.path("hollow/inside")));
		assertEquals(List.of(), one.sync().operations());
	}

	@Test
	void editsReplaceAndTouchesDoNot() throws Exception {
		one.write("a.txt", "first").write("b.txt", "same");
		sameEverywhere();
		one.write("a.txt", "second, longer");
		Files.setLastModifiedTime(one.path("b.txt"), java.nio.file.attribute.FileTime.fromMillis(1_000_000_000_000L));
		assertEquals(List.of("upload remote a.txt"), one.sync().operations());
		assertEquals(List.of("download local a.txt"), two.sync().operations());
		assertEquals("second, longer", two.read("a.txt"));
		two.write("a.txt", "SECOND, LONGER");
		sameEverywhere();
		assertEquals("SECOND, LONGER", one.read("a.txt"));
	}

	@Test
	void sameContentOnBothSidesIsAdoptedWithoutTransfer() throws Exception {
		one.write("x/same.txt", "the same").write("x/more.txt", "more");
		one.sync();
		two.write("x/same.txt", "the same").write("x/more.txt", "more");
		assertEquals(List.of(), two.sync().operations());
		sameEverywhere();
	}

	@Test
	void deletionsTravelAndCanBeUndone() throws Exception {
		one.write("keep.txt", "keep").write("gone.txt", "gone").write("folder/one.txt", "1").write("folder/two.txt", "2");
		sameEverywhere();
		one.delete("gone.txt").delete("folder");
		assertEquals(List.of("delete remote folder", "delete remote gone.txt"), one.sync().operations());
		assertEquals(List.of("delete local folder", "delete local gone.txt"), two.sync().operations());
		bothHold("keep.txt");
		sameEverywhere();
	}

	@Test
	void aFolderMovesAsOne() throws Exception {
		for (int i = 0; i < 40; i++) {
			one.write("old/sub/file " + i + ".txt", "content " + i);
		}
		sameEverywhere();
		one.move("old", "new/place");
		assertEquals(List.of("create remote new", "move remote old -> new/place"), one.sync().operations());
		assertEquals(List.of("create local new", "move local old -> new/place"), two.sync().operations());
		sameEverywhere();
		assertEquals("content 7", two.read("new/place/sub/file 7.txt"));
	}

	@Test
	void moveAndEditAreBoth() throws Exception {
		one.write("a/file.txt", "before").write("a/other.txt", "other");
		sameEverywhere();
		one.move("a", "b").write("b/file.txt", "after, longer");
		two.write("a/third.txt", "made there meanwhile");
		one.sync();
		two.sync();
		sameEverywhere();
		bothHold("b/", "b/file.txt", "b/other.txt", "b/third.txt");
		assertEquals("after, longer", two.read("b/file.txt"));
	}

	@Test
	void aConflictStopsOnlyItsOwnPath() throws Exception {
		one.write("c.txt", "base").write("other.txt", "base");
		sameEverywhere();
		one.write("c.txt", "one says this").write("other.txt", "edited");
		two.write("c.txt", "two says that!!");
		one.sync();
		Computer.Ran ran = two.sync();
		assertEquals(List.of("download local other.txt"), ran.operations());
		assertEquals(List.of(SyncPath.of("c.txt")), two.view().conflicts().stream().map(each -> each.path()).toList());
		assertEquals("two says that!!", two.read("c.txt"));
		assertEquals("one says this", one.read("c.txt"));
		two.sessions().resolve(two.task(), SyncPath.of("c.txt"), Choice.BOTH);
		two.sync();
		assertEquals("one says this", two.read("c.txt"));
		assertEquals(3, two.tree().size());
		sameEverywhere();
	}

	@Test
	void aDecisionKeepsOneVersionEverywhere() throws Exception {
		one.write("l.txt", "base").write("s.txt", "base");
		sameEverywhere();
		one.write("l.txt", "server's").write("s.txt", "server's");
		two.write("l.txt", "local one").write("s.txt", "local one");
		one.sync();
		two.sync();
		assertEquals(2, two.view().conflicts().size());
		two.boot();
		two.sessions().resolve(two.task(), SyncPath.of("l.txt"), Choice.LOCAL);
		two.sessions().resolve(two.task(), SyncPath.of("s.txt"), Choice.SERVER);
		two.sync();
		sameEverywhere();
		assertEquals("local one", one.read("l.txt"));
		assertEquals("server's", one.read("s.txt"));
		assertEquals(List.of(), two.view().conflicts());
	}

	@Test
	void anEmptiedFolderAsksFirst() throws Exception {
		for (int i = 0; i < 30; i++) {
			one.write("file" + i, "content " + i);
		}
		sameEverywhere();
		for (int i = 0; i < 30; i++) {
			one.delete("file" + i);
		}
		assertEquals(List.of(), one.sync().operations());
		assertTrue(one.view().status() instanceof TaskStatus.Halted, () -> one.view().toString());
		one.sessions().decide(one.task(), HaltChoice.RESTORE);
		one.sync();
		assertEquals(two.tree(), one.tree());
		for (int i = 0; i < 30; i++) {
			one.delete("file" + i);
		}
		one.sync();
		one.sessions().decide(one.task(), HaltChoice.DELETE);
		assertEquals(30, one.sync().summary().deleted().remote());
		assertTrue(one.tree().isEmpty());
	}

	@Test
	void aDryRunChangesNothing() throws Exception {
		one.write("a.txt", "text");
		assertEquals(List.of("upload remote a.txt"), one.dryRun().operations());
		two.sync();
		assertFalse(Files.exists(two.path("a.txt")));
		assertEquals(List.of("upload remote a.txt"), one.sync().operations());
	}

	@Test
	void aRunningTaskFollowsBothSides() throws Exception {
		one.write("start.txt", "here");
		one.sessions().start();
		two.sessions().start();
		one.awaitSame(two);
		one.write("made here.txt", "quickly");
		two.awaitSame(one);
		two.write("sub/made there.txt", "as quickly");
		one.awaitSame(two);
		one.move("sub", "renamed");
		two.awaitSame(one);
		two.delete("start.txt");
		one.awaitSame(two);
		bothHold("made here.txt", "renamed/", "renamed/made there.txt");
		one.sessions().pause(one.task(), Optional.empty());
		two.write("while paused.txt", "later");
		two.await(view -> view.status() instanceof TaskStatus.InSync);
		assertFalse(Files.exists(one.path("while paused.txt")));
		one.sessions().resume(one.task());
		one.awaitSame(two);
	}
}
