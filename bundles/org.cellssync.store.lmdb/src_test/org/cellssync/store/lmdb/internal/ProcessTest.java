package org.cellssync.store.lmdb.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.state.StateException;
import org.cellssync.api.state.TaskState;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.core.tree.Tree;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessTest {

	private static final int KILLS = 6;

	@TempDir
	Path folder;

	@Test
	void isWholeAfterEveryKill() throws Exception {
		int next = 1;
		for (int kill = 0; kill < KILLS; kill++) {
			int told;
			try (ForkedJava java = new ForkedJava(EndlessCommits.class, folder.toString(), "" + next)) {
				told = Integer.parseInt(java.line());
				while (told < next + 5 * kill) {
					told = Integer.parseInt(java.line());
				}
				java.kill();
				List<String> rest = java.rest();
				told = rest.isEmpty() ? told : Integer.parseInt(rest.getLast());
			}
			try (TaskState state = new LmdbStateStore().open(folder)) {
				assertEquals(Optional.empty(), state.setAside());
				int number = Integer.parseInt(state.notes().get("number"));
				assertTrue(number == told || number == told + 1,
						"commit " + number + " stands, " + told + " was told");
				assertEquals(number % 50 * 10_000, state.notes().get("padding").length());
				assertAllOf(number, state.agreed().tree());
				assertEquals(EndlessCommits.FILES, state.agreed().local().size());
				next = number + 1;
			}
		}
	}

	@Test
	void refusesWhatAnotherProcessHasOpen() throws Exception {
		try (ForkedJava java = new ForkedJava(EndlessCommits.class, folder.toString(), "1")) {
			java.line();
			StateException trouble = assertThrows(StateException.class,
					() -> new LmdbStateStore().open(folder));
			assertEquals(Code.STATE_NOT_WRITABLE, trouble.diagnostic().code());
			assertTrue(trouble.diagnostic().message().endsWith("it is in use already"),
					trouble.diagnostic().message());
			java.line();
			java.kill();
		}
		try (TaskState state = new LmdbStateStore().open(folder)) {
			assertEquals(Optional.empty(), state.setAside());
		}
	}

	private static void assertAllOf(int number, Entry tree) {
		int[] files = { 0 };
		Tree.walk(SyncPath.ROOT, tree, (path, entry) -> {
			if (entry instanceof Entry.File) {
				assertEquals(CommitBuilder.file(number), entry, path.value());
				files[0]++;
			}
		});
		assertEquals(EndlessCommits.FILES, files[0]);
	}
}
