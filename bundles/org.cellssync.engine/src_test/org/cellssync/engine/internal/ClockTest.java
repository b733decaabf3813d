package org.cellssync.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;

import org.cellssync.api.session.TaskOptions;
import org.cellssync.core.sync.Side;
import org.cellssync.core.tree.SyncPath;
import org.junit.jupiter.api.Test;

/** A clock that is set while a task runs delays nothing, and has no content be taken for another one. */
class ClockTest {

	private static final Duration A_WHILE = Duration.ofMinutes(5);
	private static final Duration A_DAY = Duration.ofDays(1);
	private static final SyncPath FILE = SyncPath.of("file");

	private final SimulatedTime time = new SimulatedTime();
	private final Random random = new Random(1);
	private final SimulatedStore server = new SimulatedStore("S", true, time, random);
	private final SimulatedStore disk = new SimulatedStore("C", false, time, random);
	private final SimulatedCalls calls = new SimulatedCalls(time, random, what -> {});
	private final SimulatedComputer computer = new SimulatedComputer(disk, server, calls, TaskOptions.DEFAULT);

	/** The next look at everything would have come a day later. */
	@Test
	void everythingIsLookedAtWithinTheHourThoughTheClockWasSetBack() {
		computer.start();
		time.pass(A_WHILE);
		disk.create(FILE, 1);
		computer.setClock(A_DAY.negated());
		time.pass(Duration.ofHours(2));

		assertEquals(1, server.at(FILE).content);
	}

	/** What was lost would have been held for a day. */
	@Test
	void theGraceOfAFolderThatMovedEndsInSpiteOfIt() {
		disk.makeFolder(SyncPath.of("folder"));
		disk.create(SyncPath.of("folder/file"), 1);
		computer.start();
		time.pass(A_WHILE);
		server.move(SyncPath.of("folder"), SyncPath.of("moved"));
		server.remove(SyncPath.of("moved/file"));
		computer.tell(Side.REMOTE, List.of(SyncPath.of("folder"), SyncPath.of("moved")));
		time.pass(Duration.ofSeconds(10));
		computer.setClock(A_DAY.negated());
		time.pass(A_WHILE);

		assertEquals(1, server.at(SyncPath.of("moved/file")).content);
	}

	/** Who waits by the clock does not wait a day longer. */
	@Test
	void aWaitEndsWhenTheClockWasSetBack() throws InterruptedException {
		SimulatedTime.Clock clock = time.newClock();
		int[] waits = new int[1];
		Inbox inbox = new Inbox(new Surroundings(clock, random, Runnable::run, (monitor, millis) -> {
			waits[0]++;
			time.pass(Duration.ofMillis(millis));
			if (waits[0] == 2) {
				clock.set(A_DAY.negated());
			}
		}));
		Instant until = clock.instant().plus(Duration.ofHours(1));
		inbox.take(until);
		assertEquals(2, waits[0]);
		inbox.pause(clock.instant().plus(Duration.ofHours(1)));
		assertTrue(waits[0] > 2);
	}

	/** The stamp of a file says nothing of what was written in the same tick after it was read. */
	@Test
	void whatIsWrittenInTheTickInWhichTheFileWasReadIsSent() {
		disk.create(FILE, 1);
		String version = disk.at(FILE).version;
		boolean[] written = new boolean[1];
		calls.mishaps(call -> {
			if (call.equals("verify C") && !written[0]) {
				written[0] = true;
				disk.at(FILE).content = 4;
			}
			return Mishaps.Mishap.NONE;
		});
		computer.start();
		time.pass(A_WHILE);
		assertEquals(1, server.at(FILE).content);
		assertEquals(version, disk.at(FILE).version);
		computer.tell(Side.LOCAL, List.of(FILE));
		time.pass(A_WHILE);

		assertEquals(4, server.at(FILE).content);
	}
}
