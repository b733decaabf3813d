package org.cellssync.app.internal.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;

import org.cellssync.api.endpoint.EndpointAddress;
import org.cellssync.api.session.TaskOptions;
import org.cellssync.api.session.TaskSpec;
import org.cellssync.core.tree.SyncPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TasksTest {

	private static final TaskSpec TASK = new TaskSpec("id", "name",
			new EndpointAddress(EndpointAddress.FILE, "", "/home/me/Docs"),
			new EndpointAddress(EndpointAddress.CELLS, "https://me@host", "files"), TaskOptions.DEFAULT, false,
			Optional.empty());

	@ParameterizedTest
	@CsvSource({ "a/b.txt, a/b.txt", "a/, a", "./a, a", "/home/me/Docs/a/b, a/b", "/home/me/Docs/a/, a", "a.b, a.b" })
	void findsTheItemThatWasTyped(String typed, String path) throws CommandFailure {
		assertEquals(SyncPath.of(path), Tasks.item(TASK, typed));
	}

	@ParameterizedTest
	@ValueSource(strings = { ".", "./", "", "/home/me/Docs", "/home/me/Docs/" })
	void findsTheTasksFolder(String typed) throws CommandFailure {
		assertEquals(SyncPath.ROOT, Tasks.item(TASK, typed));
	}

	@Test
	void refusesWhatIsElsewhere() {
		assertThrows(CommandFailure.class, () -> Tasks.item(TASK, "/home/me/Docs2/a"));
		assertThrows(CommandFailure.class, () -> Tasks.item(TASK, "a/../b"));
	}
}
