package org.cellssync.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Random;

import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.session.Choice;
import org.cellssync.api.session.TaskOptions;
import org.cellssync.core.sync.Side;
import org.cellssync.core.tree.SyncPath;
import org.junit.jupiter.api.Test;

/** What was agreed is the same in memory and where it outlasts the program (I-U2). */
class RememberedTest {

	private static final Duration A_WHILE = Duration.ofMinutes(5);

	private final SimulatedTime time = new SimulatedTime();
	private final Random random = new Random(1);
	private final SimulatedStore server = new SimulatedStore("S", true, time, random);
	private final SimulatedStore disk = new SimulatedStore("C", false, time, random);
	private final SimulatedComputer computer = new SimulatedComputer(disk, server,
			new SimulatedCalls(time, random, what -> { }), TaskOptions.DEFAULT);

	/**
	 * History 81648. Deleting what stood in the place of a folder and making the folder there were kept together, and the
	 * folder was agreed before: it was kept and not remembered. A new one of its name would have been deleted after the next
	 * start, had it gone from both ends meanwhile.
	 */
	@Test
	void aFolderThatReplacesAFileInItsPlaceIsRememberedAsItIsKept() throws EndpointException {
		SyncPath folder = SyncPath.of("folder");
		disk.makeFolder(folder);
		disk.create(SyncPath.of("folder/file"), 1);
		disk.create(SyncPath.of("other"), 2);
		computer.start();
		time.pass(A_WHILE);
		disk.write(SyncPath.of("folder/file"), 3);
		server.remove(folder);
		server.create(folder, 4);
		computer.tell(Side.LOCAL, List.of(SyncPath.of("folder/file")));
		computer.tell(Side.REMOTE, List.of(folder));
		time.pass(A_WHILE);
		assertEquals(1, computer.view().conflicts().size());

		Commands.resolve(computer.task(), folder, Choice.LOCAL);
		// What is in it cannot be sent: it would make the folder in memory, too.
		disk.hide(SyncPath.of("folder/file"), true);
		computer.wake();
		time.pass(A_WHILE);

		assertEquals(computer.agreed(), computer.task().memory().ancestor());
	}
}
