package org.cellssync.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.cellssync.api.session.TaskStatus;
import org.cellssync.sandbox.Sandbox;
import org.cellssync.sandbox.SandboxOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A running task whose stream of changes was away: what happened meanwhile comes here, and so does what happens while
 * that is found out.
 */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class AfterAGapTest {

	private static final String LISTINGS = "recursive listings";

	@TempDir
	Path home;

	private Sandbox server;
	private Control control;
	private Computer one;
	private Computer two;

	@BeforeEach
	void connect() throws Exception {
		server = Sandbox.start(SandboxOptions.defaults().withHashDelay(Duration.ZERO));
		control = new Control(server);
		one = new Computer(home.resolve("one"), server).connect(0, "personal-files");
		two = new Computer(home.resolve("two"), server).connect(0, "personal-files");
		for (int i = 0; i < 10; i++) {
			two.write("many/file " + i, "content " + i);
		}
		two.write("edited", "before").write("gone", "gone").write("old/deep/x", "x").write("old/y", "y")
				.write("becomes a file/x", "x").write("becomes a folder", "file");
		two.sync();
		one.sessions().start();
		one.awaitSame(two);
	}

	@AfterEach
	void disconnect() throws Exception {
		control.close();
		one.close();
		two.close();
		server.close();
	}

	private void goAway() {
		control.order("{\"holdStreams\":true}");
	}

	private void comeBack() {
		control.order("{\"holdStreams\":false,\"dropStreams\":true}");
	}

	@Test
	void whatWasWrittenAndDeletedMeanwhileComesByOneListing() throws Exception {
		goAway();
		two.write("edited", "after, longer").write("many/new", "new").delete("gone").delete("many/file 7");
		two.sync();
		long listings = control.calls(LISTINGS);
		comeBack();
		one.awaitSame(two);
		assertEquals(1, control.calls(LISTINGS) - listings);
	}

	@Test
	void everyKindOfChangeComes() throws Exception {
		goAway();
		two.move("old", "many/moved").delete("becomes a file").delete("becomes a folder");
		// Before something new has the keys on the disk of what went, and seems to be that.
		two.sync();
		two.write("becomes a file", "a file").write("becomes a folder/with/x", "x");
		Files.createDirectory(two.path("empty"));
		two.sync();
		comeBack();
		one.awaitSame(two);
	}

	@Test
	void whatHappensIsFollowedWhileAListingTakesLong() throws Exception {
		goAway();
		two.delete("gone");
		two.sync();
		assertTrue(Files.exists(one.path("gone")));
		two.sessions().start();
		two.await(view -> view.status() instanceof TaskStatus.InSync);
		long listings = control.calls(LISTINGS);
		control.order("{\"holdListings\":true}");
		comeBack();
		Computer.until(() -> control.calls(LISTINGS) == listings + 2, () -> "both did not begin to compare");
		two.write("told", "while both compare");
		one.awaitFile("told");
		one.write("here", "while both compare");
		two.awaitFile("here");
		assertTrue(Files.exists(one.path("gone")), "the listing has not come to its end");
		control.order("{\"holdListings\":false}");
		one.awaitSame(two);
		assertFalse(Files.exists(one.path("gone")));
		assertEquals(listings + 2, control.calls(LISTINGS));
	}

	@Test
	void aProgramThatEndsWhileItComparesHasDecidedNothing() throws Exception {
		goAway();
		two.delete("gone").write("many/new", "new");
		two.sync();
		long listings = control.calls(LISTINGS);
		control.order("{\"holdListings\":true}");
		comeBack();
		Computer.until(() -> control.calls(LISTINGS) == listings + 1, () -> "it did not begin to compare");
		var before = one.tree();
		one.boot();
		assertEquals(before, one.tree());
		control.order("{\"holdListings\":false}");
		one.sessions().start();
		one.awaitSame(two);
		assertFalse(Files.exists(one.path("gone")));
	}

	@Test
	void aTaskCanBeRemovedWhileItCompares() throws Exception {
		goAway();
		two.delete("gone");
		two.sync();
		long listings = control.calls(LISTINGS);
		control.order("{\"holdListings\":true}");
		comeBack();
		Computer.until(() -> control.calls(LISTINGS) == listings + 1, () -> "it did not begin to compare");
		long givenUp = control.calls("calls given up");
		one.sessions().remove(one.task());
		Computer.until(() -> control.calls("calls given up") == givenUp + 2, () -> "the listing or the stream goes on");
		assertTrue(Files.exists(one.path("gone")));
	}
}
