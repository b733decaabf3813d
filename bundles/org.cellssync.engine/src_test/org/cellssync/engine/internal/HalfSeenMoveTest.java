package org.cellssync.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.util.List;
import java.util.Random;

import org.cellssync.api.session.TaskOptions;
import org.cellssync.core.sync.Side;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.engine.internal.Mishaps.Mishap;
import org.junit.jupiter.api.Test;

/** What moves while something of it is under way ends in one place (I-T2), though its new place is told of late. */
class HalfSeenMoveTest {

	private static final Duration A_WHILE = Duration.ofMinutes(5);
	private static final Duration LATE = Duration.ofSeconds(2);

	private final SimulatedTime time = new SimulatedTime();
	private final Random random = new Random(1);
	private final SimulatedStore server = new SimulatedStore("S", true, time, random);
	private final SimulatedStore disk = new SimulatedStore("C", false, time, random);
	private final SimulatedCalls calls = new SimulatedCalls(time, random, what -> {});
	private final SimulatedComputer computer = new SimulatedComputer(disk, server, calls, TaskOptions.DEFAULT);

	private static SyncPath path(String text) {
		return SyncPath.of(text);
	}

	/** What was put into the folder counted as failed, it alone was looked for, and the folder came back for it. */
	@Test
	void aFolderThatIsRenamedWhileItIsFilledIsThereOnce() {
		disk.makeFolder(path("folder"));
		computer.start();
		time.pass(A_WHILE);
		server.create(path("folder/file"), 1);
		time.pass(A_WHILE);
		calls.mishaps(call -> {
			if (!call.equals("step C")) {
				return Mishap.NONE;
			}
			calls.mishaps(Mishaps.NONE);
			time.after(Duration.ZERO, () -> disk.move(path("folder"), path("renamed")));
			time.after(LATE, () -> computer.tell(Side.LOCAL, List.of(path("folder"), path("renamed"))));
			return Mishap.REPLY_LOST;
		});
		computer.tell(Side.REMOTE, List.of(path("folder/file")));
		time.pass(A_WHILE);

		assertEquals(List.of(path("renamed"), path("renamed/file")), List.copyOf(disk.paths()));
		assertEquals(disk.tree(), server.tree());
	}

	/**
	 * History 22. The move here failed since its source was gone; then the file was new on the server, and was fetched
	 * again.
	 */
	@Test
	void aFileThatMovesOnBothEndsIsThereOnce() {
		disk.create(path("file"), 1);
		computer.start();
		time.pass(A_WHILE);
		disk.move(path("file"), path("here"));
		server.move(path("file"), path("there"));
		computer.tell(Side.REMOTE, List.of(path("file"), path("there")));
		time.after(LATE, () -> computer.tell(Side.LOCAL, List.of(path("file"), path("here"))));
		time.pass(A_WHILE);

		assertEquals(1, disk.at(path("there")).content);
		assertNull(disk.at(path("here")));
		assertEquals(disk.tree(), server.tree());
	}
}
