package org.cellssync.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.cellssync.api.session.RunSummary.Unseen;
import org.cellssync.sandbox.Sandbox;
import org.cellssync.sandbox.SandboxOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run tells how long nobody looked at what it wrote, moved and deleted on the server. */
class UnseenTest {

	@TempDir
	Path home;

	private Sandbox server;
	private Computer one;

	@BeforeEach
	void connect() throws Exception {
		server = Sandbox.start(SandboxOptions.defaults().withHashDelay(Duration.ZERO));
		one = new Computer(home.resolve("one"), server).connect(0, "personal-files");
		for (int i = 0; i < 6; i++) {
			one.write("folder/file" + i, "content " + i);
		}
	}

	@AfterEach
	void disconnect() throws Exception {
		one.close();
		server.close();
	}

	private void assertMeasured(int times) throws Exception {
		Computer.Ran ran = one.sync();
		Unseen unseen = ran.summary().unseen();
		assertEquals(times, unseen.writes(), ran::toString);
		assertTrue(times == 0 || unseen.mean().isPositive() && unseen.longest().compareTo(unseen.mean()) >= 0,
				ran::toString);
	}

	@Test
	void isToldOfWritesMovesAndDeletions() throws Exception {
		assertMeasured(6);
		assertMeasured(0);
		one.write("folder/file0", "edited");
		assertMeasured(1);
		one.move("folder/file1", "moved").move("folder/file2", "folder/moved");
		assertMeasured(2);
		one.delete("folder/file3").delete("folder/file4").delete("moved");
		assertMeasured(3);
		one.delete("folder/file5");
		assertMeasured(1);
		assertEquals(List.of("folder/", "folder/file0", "folder/moved"), List.copyOf(one.tree().keySet()));
	}

	@Test
	void ofAFolderThatMovesOrIsDeletedOnce() throws Exception {
		assertMeasured(6);
		one.move("folder", "other");
		assertMeasured(1);
		one.write("stays", "so that something is left");
		assertMeasured(1);
		one.delete("other");
		assertMeasured(1);
	}
}
