package org.cellssync.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.util.List;
import java.util.Random;

import org.cellssync.api.session.TaskOptions;
import org.cellssync.core.sync.Side;
import org.cellssync.core.tree.SyncPath;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is moved there is moved here, in whatever order the server tells of it. */
class MovedOnTheServerTest {

	private static final Duration A_WHILE = Duration.ofMinutes(5);

	private final SimulatedTime time = new SimulatedTime();
	private final Random random = new Random(1);
	private final SimulatedStore server = new SimulatedStore("S", true, time, random);
	private final SimulatedStore disk = new SimulatedStore("C", false, time, random);
	private final SimulatedCalls calls = new SimulatedCalls(time, random, what -> {});
	private final SimulatedComputer computer = new SimulatedComputer(disk, server, calls, TaskOptions.DEFAULT);

	@BeforeEach
	void agree() {
		disk.makeFolder(SyncPath.of("folder"));
		disk.create(SyncPath.of("folder/file"), 1);
		disk.makeFolder(SyncPath.of("other"));
		computer.start();
		time.pass(A_WHILE);
		assertEquals(disk.tree(), server.tree());
	}

	/** Where the server lost what was in the folder, its loss was taken for a deletion. */
	@Test
	void aFolderIsMovedThoughOnlyItsNewPlaceWasHintedAt() {
		String key = disk.at(SyncPath.of("folder")).id;
		server.move(SyncPath.of("folder"), SyncPath.of("moved"));
		server.remove(SyncPath.of("moved/file"));
		computer.tell(Side.REMOTE, List.of(SyncPath.of("moved/file")));
		time.pass(A_WHILE);

		assertEquals(key, disk.at(SyncPath.of("moved")).id);
		assertEquals(1, disk.at(SyncPath.of("moved/file")).content);
		assertEquals(disk.tree(), server.tree());
	}

	/** It was taken for damage, and came to be twice. */
	@Test
	void whatIsMovedOnFromAFolderThatJustMovedIsMoved() {
		server.move(SyncPath.of("folder"), SyncPath.of("moved"));
		computer.tell(Side.REMOTE, List.of(SyncPath.of("folder"), SyncPath.of("moved")));
		time.pass(Duration.ofSeconds(5));
		String key = disk.at(SyncPath.of("moved/file")).id;
		server.move(SyncPath.of("moved/file"), SyncPath.of("other/file"));
		computer.tell(Side.REMOTE, List.of(SyncPath.of("moved/file"), SyncPath.of("other/file")));
		time.pass(A_WHILE);

		assertEquals(key, disk.at(SyncPath.of("other/file")).id);
		assertNull(disk.at(SyncPath.of("moved/file")));
		assertEquals(disk.tree(), server.tree());
	}

	/** Who the item was on the server was forgotten with the move of its folder, so that it was taken for damage too. */
	@Test
	void whatMovedOutOfAFolderBeforeThatMovedIsNotSentAgain() {
		disk.create(SyncPath.of("other/file"), 2);
		disk.hide(SyncPath.of("other/file"), true);
		server.move(SyncPath.of("folder/file"), SyncPath.of("other/file"));
		server.move(SyncPath.of("folder"), SyncPath.of("moved"));
		computer.tell(Side.LOCAL, List.of(SyncPath.of("other/file")));
		computer.tell(Side.REMOTE, List.of(SyncPath.of("folder"), SyncPath.of("other"), SyncPath.of("moved")));
		time.pass(A_WHILE);

		assertEquals(1, disk.at(SyncPath.of("moved/file")).content);
		assertNull(server.at(SyncPath.of("moved/file")));
	}

	/** Its absence was taken for damage: what was deleted there came back. */
	@Test
	void whatStandsInThePlaceOfAFolderThatMovedIsNoPartOfIt() {
		server.move(SyncPath.of("folder"), SyncPath.of("moved"));
		computer.tell(Side.REMOTE, List.of(SyncPath.of("folder"), SyncPath.of("moved")));
		time.pass(Duration.ofSeconds(5));
		disk.remove(SyncPath.of("moved"));
		disk.create(SyncPath.of("moved"), 2);
		computer.tell(Side.LOCAL, List.of(SyncPath.of("moved")));
		time.pass(Duration.ofSeconds(5));
		assertEquals(2, server.at(SyncPath.of("moved")).content);
		server.remove(SyncPath.of("moved"));
		computer.tell(Side.REMOTE, List.of(SyncPath.of("moved")));
		time.pass(A_WHILE);

		assertNull(disk.at(SyncPath.of("moved")));
		assertNull(server.at(SyncPath.of("moved")));
	}

	/** The watch over the folder ended without the loss being made good, which then counted as a deletion. */
	@Test
	void whatWasLostIsSentAgainThoughALookLastsBeyondTheGrace() {
		server.move(SyncPath.of("folder"), SyncPath.of("moved"));
		server.remove(SyncPath.of("moved/file"));
		computer.tell(Side.REMOTE, List.of(SyncPath.of("folder"), SyncPath.of("moved")));
		time.pass(Duration.ofSeconds(25));
		calls.mishaps(call -> {
			time.pass(Duration.ofSeconds(10));
			return Mishaps.Mishap.NONE;
		});
		computer.tell(Side.REMOTE, List.of(SyncPath.of("moved")));
		time.pass(Duration.ofSeconds(5));
		calls.mishaps(Mishaps.NONE);
		time.pass(A_WHILE);
		computer.tell(Side.REMOTE, List.of(SyncPath.of("moved")));
		time.pass(A_WHILE);

		assertEquals(1, server.at(SyncPath.of("moved/file")).content);
		assertEquals(disk.tree(), server.tree());
	}
}
