package org.cellssync.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.session.Halt;
import org.cellssync.api.session.HaltChoice;
import org.cellssync.api.session.TaskOptions;
import org.cellssync.api.session.TaskStatus;
import org.cellssync.core.sync.Limits;
import org.cellssync.core.sync.Mode;
import org.cellssync.core.sync.Side;
import org.cellssync.core.tree.SyncPath;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A task that asks before anything is deleted at all, on either end. */
class HaltsTest {

	private static final Duration A_WHILE = Duration.ofMinutes(5);
	private static final Limits NOTHING = new Limits(0, 1, Integer.MAX_VALUE);

	private final SimulatedTime time = new SimulatedTime();
	private final Random random = new Random(1);
	private final SimulatedStore server = new SimulatedStore("S", true, time, random);
	private final SimulatedStore disk = new SimulatedStore("C", false, time, random);
	private final SimulatedCalls calls = new SimulatedCalls(time, random, what -> {});
	private SimulatedComputer computer;

	@BeforeEach
	void agreeOnSomeFiles() {
		for (String name : List.of("a", "b", "c", "d")) {
			disk.create(path(name), name.charAt(0));
		}
		run(TaskOptions.DEFAULT.withLimits(NOTHING));
	}

	private void run(TaskOptions options) {
		computer = new SimulatedComputer(disk, server, calls, options);
		computer.listen();
		computer.start();
		time.pass(A_WHILE);
	}

	private static SyncPath path(String text) {
		return SyncPath.of(text);
	}

	private static TreeSet<SyncPath> paths(String... texts) {
		TreeSet<SyncPath> paths = new TreeSet<>();
		List.of(texts).forEach(each -> paths.add(path(each)));
		return paths;
	}

	private void decide(Side side, long items, HaltChoice choice) throws EndpointException {
		Halt halt = ((TaskStatus.Halted) computer.view().status()).halt();
		assertEquals(side + " " + items, halt.side() + " " + halt.items());
		Commands.decide(computer.task(), choice);
		computer.wake();
		time.pass(A_WHILE);
	}

	private void assertSame(String... texts) {
		assertFalse(computer.view().status() instanceof TaskStatus.Halted);
		assertEquals(paths(texts), disk.paths());
		assertEquals(disk.tree(), server.tree());
		assertEquals(disk.tree(), computer.agreed());
	}

	private void deleteOneOnEachEnd() {
		server.remove(path("a"));
		disk.remove(path("b"));
		time.pass(A_WHILE);
	}

	@Test
	void whatWasChosenForOneEndIsKeptWhileTheOtherOneIsAskedAbout() throws EndpointException {
		deleteOneOnEachEnd();
		decide(Side.LOCAL, 1, HaltChoice.RESTORE);
		decide(Side.REMOTE, 1, HaltChoice.RESTORE);

		assertSame("a", "b", "c", "d");
	}

	@Test
	void whatIsDeletedOnOneEndAllowsNothingOnTheOther() throws EndpointException {
		deleteOneOnEachEnd();
		decide(Side.LOCAL, 1, HaltChoice.DELETE);
		assertEquals(paths("a", "c", "d"), disk.paths());
		decide(Side.REMOTE, 1, HaltChoice.DELETE);

		assertSame("c", "d");
	}

	@Test
	void whatMovedDoesNotComeBackWithWhatWasDeleted() throws EndpointException {
		server.remove(path("a"));
		server.move(path("b"), path("moved"));
		disk.move(path("c"), path("moved here"));
		time.pass(A_WHILE);
		decide(Side.LOCAL, 1, HaltChoice.RESTORE);

		assertSame("a", "d", "moved", "moved here");
	}

	@Test
	void aChoiceOutlastsTheProgram() throws EndpointException {
		deleteOneOnEachEnd();
		decide(Side.LOCAL, 1, HaltChoice.RESTORE);
		computer.start();
		time.pass(A_WHILE);
		decide(Side.REMOTE, 1, HaltChoice.DELETE);

		assertSame("a", "c", "d");
	}

	/** What was allowed for one deletion that did not come about is not allowed for the next. */
	@Test
	void whatPassedByItselfIsAskedAboutAgain() throws EndpointException {
		deleteOneOnEachEnd();
		decide(Side.LOCAL, 1, HaltChoice.DELETE);
		server.create(path("a"), 'a');
		time.pass(A_WHILE);
		server.remove(path("c"));
		time.pass(A_WHILE);

		decide(Side.LOCAL, 1, HaltChoice.RESTORE);
		decide(Side.REMOTE, 1, HaltChoice.RESTORE);
		assertSame("a", "b", "c", "d");
	}

	@Test
	void whatTheLeadLostStaysWhereItIs() throws EndpointException {
		computer.edit(TaskOptions.DEFAULT.withLimits(NOTHING).withMode(Mode.DOWNLOAD));
		time.pass(A_WHILE);
		server.remove(path("a"));
		server.move(path("b"), path("moved"));
		time.pass(A_WHILE);
		decide(Side.LOCAL, 1, HaltChoice.KEEP);

		assertEquals(paths("a", "c", "d", "moved"), disk.paths());
		assertEquals(paths("c", "d", "moved"), server.paths());
		computer.start();
		time.pass(A_WHILE);
		assertEquals(TaskStatus.InSync.IN_SYNC, computer.view().status());
		assertEquals(paths("a", "c", "d", "moved"), disk.paths());
	}
}
