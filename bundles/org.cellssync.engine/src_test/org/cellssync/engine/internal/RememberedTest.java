package org.cellssync.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Random;

import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.endpoint.StepResult;
import org.cellssync.api.session.Choice;
import org.cellssync.api.session.TaskOptions;
import org.cellssync.api.state.StateException;
import org.cellssync.core.sync.Change;
import org.cellssync.core.sync.Side;
import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Identity;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.core.tree.Tree;
import org.junit.jupiter.api.Test;

/** What was agreed is the same in memory and where it outlasts the program (I-U2). */
class RememberedTest {

	private static final Duration A_WHILE = Duration.ofMinutes(5);

	private final SimulatedTime time = new SimulatedTime();
	private final Random random = new Random(1);
	private final SimulatedStore server = new SimulatedStore("S", true, time, random);
	private final SimulatedStore disk = new SimulatedStore("C", false, time, random);
	private final SimulatedComputer computer = new SimulatedComputer(disk, server,
			new SimulatedCalls(time, random, what -> {}), TaskOptions.DEFAULT);

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

	/**
	 * A file was replaced by a folder on both ends, and something made in it was kept before the folder was: it was a file
	 * after the next start, with something in it, and a file again once that was gone.
	 */
	@Test
	void whatIsMadeInAFolderNobodyAgreedOnYetIsKeptWithThatFolder() throws StateException {
		disk.create(SyncPath.of("item"), 1);
		computer.start();
		time.pass(A_WHILE);
		SyncPath inside = SyncPath.of("item/one/two");
		Identity identity = new Identity("id", "", time.instant(), "two", true);
		Change made = new Change(inside, Entry.Absent.ABSENT, Directory.EMPTY);
		Change gone = new Change(inside, Directory.EMPTY, Entry.Absent.ABSENT);
		for (Change change : List.of(made, gone)) {
			computer.task().memory().done(List.of(new Recorded(Side.LOCAL,
					new StepResult.Done(change, change.after(), identity, 0, true), time.instant())), time.instant());
			assertEquals(computer.task().memory().ancestor(), computer.agreed());
		}
		assertEquals(Directory.EMPTY, Tree.at(computer.agreed(), SyncPath.of("item/one")));
	}
}
