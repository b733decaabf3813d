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

/** Between two servers the left one too may lose what is in a folder that moves, and take long to take items in. */
class LostOnTheLeftTest {

	private static final Duration A_WHILE = Duration.ofMinutes(5);
	private static final SyncPath FOLDER = SyncPath.of("folder");
	private static final SyncPath MOVED = SyncPath.of("moved");

	private final SimulatedTime time = new SimulatedTime();
	private final Random random = new Random(1);
	private final SimulatedStore left = new SimulatedStore("L", true, time, random);
	private final SimulatedStore right = new SimulatedStore("R", true, time, random);
	private final SimulatedCalls calls = new SimulatedCalls(time, random, what -> {});
	private final SimulatedComputer computer = new SimulatedComputer(left, right, calls, TaskOptions.DEFAULT);

	@BeforeEach
	void agree() {
		left.makeFolder(FOLDER);
		left.create(FOLDER.child("file"), 1);
		computer.start();
		time.pass(A_WHILE);
		assertEquals(left.tree(), right.tree());
	}

	@Test
	void whatTheLeftServerLosesInAMoveOfItsOwnIsSentAgain() {
		left.move(FOLDER, MOVED);
		left.remove(MOVED.child("file"));
		computer.tell(Side.LOCAL, List.of(FOLDER, MOVED));
		time.pass(A_WHILE);

		assertEquals(1, right.at(MOVED.child("file")).content);
		assertEquals(left.tree(), right.tree());
	}

	@Test
	void whatTheLeftServerLosesInAMoveOfOursIsSentAgain() {
		right.move(FOLDER, MOVED);
		computer.tell(Side.REMOTE, List.of(FOLDER, MOVED));
		time.pass(Duration.ofSeconds(5));
		left.remove(MOVED.child("file"));
		computer.tell(Side.LOCAL, List.of(MOVED.child("file")));
		time.pass(A_WHILE);

		assertEquals(1, right.at(MOVED.child("file")).content);
		assertEquals(left.tree(), right.tree());
	}

	@Test
	void whatTheLeftServerTakesLongToTakeInIsLookedAtAgain() {
		SyncPath late = SyncPath.of("late");
		left.create(late, 2).settled = time.instant().plusSeconds(5);
		computer.tell(Side.LOCAL, List.of(late));
		time.pass(Duration.ofSeconds(1));
		assertNull(right.at(late));
		time.pass(Duration.ofSeconds(30));

		assertEquals(2, right.at(late).content);
	}

	@Test
	void whatIsDeletedOnTheLeftServerLongAfterAMoveIsDeleted() {
		left.move(FOLDER, MOVED);
		computer.tell(Side.LOCAL, List.of(FOLDER, MOVED));
		time.pass(A_WHILE);
		left.remove(MOVED.child("file"));
		computer.tell(Side.LOCAL, List.of(MOVED.child("file")));
		time.pass(A_WHILE);

		assertNull(right.at(MOVED.child("file")));
		assertEquals(left.tree(), right.tree());
	}
}
