package org.cellssync.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.util.List;
import java.util.Random;

import org.cellssync.api.session.TaskOptions;
import org.cellssync.core.sync.Side;
import org.cellssync.core.tree.SyncPath;
import org.junit.jupiter.api.Test;

/** What the server has not finished taking in. */
class UnsettledTest {

	private final SimulatedTime time = new SimulatedTime();
	private final Random random = new Random(1);
	private final SimulatedStore server = new SimulatedStore("S", true, time, random);
	private final SimulatedStore disk = new SimulatedStore("C", false, time, random);
	private final SimulatedComputer computer = new SimulatedComputer(disk, server,
			new SimulatedCalls(time, random, what -> {}), TaskOptions.DEFAULT);

	/** It was forgotten with the first change here, until everything was looked at again. */
	@Test
	void isLookedAtAgainWhateverElseHappens() {
		SyncPath there = SyncPath.of("there");
		SyncPath here = SyncPath.of("here");
		computer.start();
		time.pass(Duration.ofMinutes(1));
		server.create(there, 1).settled = time.instant().plusSeconds(5);
		computer.tell(Side.REMOTE, List.of(there));
		time.pass(Duration.ofSeconds(1));
		assertNull(disk.at(there));
		disk.create(here, 2);
		computer.tell(Side.LOCAL, List.of(here));
		time.pass(Duration.ofSeconds(1));
		assertEquals(2, server.at(here).content);
		time.pass(Duration.ofSeconds(30));

		assertEquals(1, disk.at(there).content);
	}
}
