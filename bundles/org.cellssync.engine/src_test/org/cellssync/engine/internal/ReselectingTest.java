package org.cellssync.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Random;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.session.TaskOptions;
import org.cellssync.core.ignore.Selection;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.engine.internal.Mishaps.Mishap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A change of selection, with a crash at each call the program makes to its disk, to the server and to its state. */
class ReselectingTest {

	private static final Duration A_WHILE = Duration.ofMinutes(5);
	private static final TaskOptions WITHOUT_FAR = TaskOptions.DEFAULT
			.withSelection(Selection.without(List.of(SyncPath.of("far"))));
	/** More calls than any change of selection makes. */
	private static final int MOST = 500;

	/** A task in sync, whose folder {@code far} is then unselected; the call with a number goes wrong. */
	private static final class Run {
		private final SimulatedTime time = new SimulatedTime();
		private final Random random;
		private final SimulatedStore server;
		private final SimulatedStore disk;
		private final SimulatedCalls calls;
		private final SimulatedComputer computer;
		private final Entry before;
		private boolean met;

		Run(long seed) {
			random = new Random(seed);
			server = new SimulatedStore("S", true, time, random);
			disk = new SimulatedStore("C", false, time, random);
			calls = new SimulatedCalls(time, random, what -> {});
			computer = new SimulatedComputer(disk, server, calls, TaskOptions.DEFAULT);
			disk.makeFolder(SyncPath.of("far"));
			disk.makeFolder(SyncPath.of("far/sub"));
			disk.create(SyncPath.of("far/a"), 1);
			disk.create(SyncPath.of("far/edited"), 2);
			disk.create(SyncPath.of("far/sub/b"), 3);
			disk.create(SyncPath.of("near"), 4);
			computer.start();
			time.pass(A_WHILE);
			assertEquals(disk.tree(), server.tree());
			before = server.tree();
			disk.write(SyncPath.of("far/edited"), 5);
			disk.create(SyncPath.of("far/new"), 6);
		}

		private void unselect(int number, Mishap mishap) {
			met(number, mishap);
			computer.edit(WITHOUT_FAR);
		}

		/** The folder is renamed on the server while the program does not run, after what is in it was unselected. */
		private void rename(int number, Mishap mishap) {
			computer.edit(TaskOptions.DEFAULT.withSelection(Selection.without(List.of(SyncPath.of("far/sub")))));
			time.pass(A_WHILE);
			assertNull(disk.at(SyncPath.of("far/sub")));
			server.move(SyncPath.of("far"), SyncPath.of("moved"));
			met(number, mishap);
			computer.edit(computer.task().spec().options());
		}

		private void met(int number, Mishap mishap) {
			int[] left = { number };
			calls.mishaps(call -> {
				if (left[0]-- != 0) {
					return Mishap.NONE;
				}
				met = true;
				return mishap;
			});
		}

		private long content(SimulatedStore store, String path) {
			SimulatedNode node = store.at(SyncPath.of(path));
			assertNotNull(node, path + " is missing on " + store.name());
			return node.content;
		}
	}

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
	void isCarriedOutWhateverGoesWrong(Mishap mishap) {
		boolean met = true;
		int number = 0;
		for (; met; number++) {
			assertTrue(number < MOST, "the program never comes to rest");
			Run run = new Run(number);
			run.unselect(number, mishap);
			run.time.pass(A_WHILE);
			String at = mishap + " at call " + number;
			assertEquals(run.before, run.server.tree(), at);
			assertEquals(List.of("far", "far/edited", "far/new", "near"),
					run.disk.paths().stream().map(SyncPath::value).toList(), at);
			assertEquals(5, run.content(run.disk, "far/edited"), at);
			assertEquals(List.of(Code.KEPT_UNSELECTED),
					run.computer.view().held().stream().map(each -> each.code()).toList(), at);
			met = run.met;
		}
		assertTrue(number > 10, "only " + number + " calls");
	}

	/** The program ends in the midst of it, and before it starts again somebody has chosen as it was. */
	@ParameterizedTest
	@EnumSource(names = { "CRASH_BEFORE", "CRASH_AFTER" })
	void deletesNothingWhereItIsTakenBackAfterACrash(Mishap mishap) {
		boolean met = true;
		for (int number = 0; met; number++) {
			assertTrue(number < MOST, "the program never comes to rest");
			Run run = new Run(number);
			run.unselect(number, mishap);
			for (int i = 0; i < 60 && run.computer.isRunning(); i++) {
				run.time.pass(Duration.ofSeconds(5));
			}
			run.computer.edit(TaskOptions.DEFAULT);
			run.time.pass(A_WHILE);
			String at = mishap + " at call " + number;
			for (SimulatedStore store : List.of(run.server, run.disk)) {
				assertEquals(1, run.content(store, "far/a"), at);
				assertEquals(3, run.content(store, "far/sub/b"), at);
				assertEquals(6, run.content(store, "far/new"), at);
			}
			assertEquals(5, run.content(run.disk, "far/edited"), at);
			assertTrue(run.content(run.server, "far/edited") == 5 || run.computer.view().conflicts().size() == 1, at);
			met = run.met;
		}
	}

	/** A choice about something in a folder that moves counts at its new place, at once and for good. */
	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
	void aChoiceFollowsItsFolderWhateverGoesWrong(Mishap mishap) {
		boolean met = true;
		int number = 0;
		for (; met; number++) {
			assertTrue(number < MOST, "the program never comes to rest");
			Run run = new Run(number);
			run.rename(number, mishap);
			run.time.pass(A_WHILE);
			String at = mishap + " at call " + number;
			assertEquals(List.of("moved", "moved/a", "moved/edited", "moved/new", "near"),
					run.disk.paths().stream().map(SyncPath::value).toList(), at);
			assertEquals(3, run.content(run.server, "moved/sub/b"), at);
			assertEquals(Selection.without(List.of(SyncPath.of("moved/sub"))),
					run.computer.view().spec().options().selection(), at);
			met = run.met;
		}
		assertTrue(number > 10, "only " + number + " calls");
	}
}
