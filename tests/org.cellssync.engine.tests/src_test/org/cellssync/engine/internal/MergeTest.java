package org.cellssync.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.session.OpenConflict;
import org.cellssync.api.session.TaskStatus;
import org.cellssync.api.util.Cancellation;
import org.cellssync.sandbox.Sandbox;
import org.cellssync.sandbox.SandboxOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A conflict solved by content that a person made of both versions (section 3, "merged"). */
class MergeTest {

	private static final String PATH = "d/notes.txt";

	@TempDir
	Path home;

	private Sandbox server;
	private Computer other;
	private Computer one;
	private OpenConflict conflict;
	private Path merged;

	@BeforeEach
	void bothEdit() throws Exception {
		server = Sandbox.start(SandboxOptions.defaults());
		other = new Computer(home.resolve("other"), server).connect(0, "personal-files");
		one = new Computer(home.resolve("one"), server).connect(0, "personal-files");
		other.write(PATH, "base");
		other.sync();
		one.sync();
		other.write(PATH, "there");
		other.sync();
		one.write(PATH, "here");
		one.sync();
		conflict = one.view().conflicts().getFirst();
		merged = Files.writeString(home.resolve("merged.txt"), "here and there");
	}

	@AfterEach
	void end() throws Exception {
		one.close();
		other.close();
		server.close();
	}

	@Test
	void whatAPersonMadeOfBothReachesEverybody() throws Exception {
		merge();
		assertEquals("here and there", one.read(PATH));
		assertEquals("there", otherAfterSync());
		one.sync();
		assertEquals("here and there", otherAfterSync());
		assertEquals(List.of(), one.view().conflicts());
		assertEquals(one.tree(), other.tree());
		// What was replaced, on either end, can be had back here: the server's version was kept before it was overwritten.
		assertEquals(List.of("here".length(), "there".length()),
				one.trash().list().stream().filter(item -> item.path().value().equals(PATH))
						.map(item -> (int) item.size()).sorted().toList());
	}

	@Test
	void isCarriedOutByARunningTaskToo() throws Exception {
		one.sessions().start();
		one.await(view -> view.status() instanceof TaskStatus.InSync && view.conflicts().size() == 1);
		conflict = one.view().conflicts().getFirst();
		merge();
		one.await(view -> view.status() instanceof TaskStatus.InSync && view.conflicts().isEmpty());
		assertEquals("here and there", otherAfterSync());
	}

	/**
	 * The server's version is another one than the person saw: it is asked about again, and what the person made stays
	 * here.
	 */
	@Test
	void overwritesNothingThatCameToTheServerMeanwhile() throws Exception {
		merge();
		other.write(PATH, "there, and more");
		other.sync();
		one.sync();
		assertEquals("there, and more", otherAfterSync());
		assertEquals("here and there", one.read(PATH));
		assertEquals(1, one.view().conflicts().size());
	}

	@Test
	void overwritesNothingThatWasWrittenHereMeanwhile() throws Exception {
		one.write(PATH, "here, and more");
		assertEquals(Code.LOCAL_CHANGED_MEANWHILE, assertThrows(EndpointException.class, this::merge).diagnostic().code());
		assertEquals("here, and more", one.read(PATH));
		one.sync();
		assertEquals(1, one.view().conflicts().size());
		assertEquals("there", otherAfterSync());
	}

	@Test
	void decidesNoConflictThatIsNotOpenAnyMore() throws Exception {
		one.write(PATH, "here, and more");
		one.sync();
		assertEquals(Code.USAGE, assertThrows(EndpointException.class, this::merge).diagnostic().code());
		assertEquals("here, and more", one.read(PATH));
	}

	@Test
	void changesNothingWhereTheContentCannotBeRead() throws Exception {
		Files.delete(merged);
		assertEquals(Code.LOCAL_IO, assertThrows(EndpointException.class, this::merge).diagnostic().code());
		one.sync();
		assertEquals("here", one.read(PATH));
		assertEquals(1, one.view().conflicts().size());
	}

	private void merge() throws EndpointException {
		one.sessions().merge(one.task(), conflict, merged, new Cancellation());
	}

	private String otherAfterSync() throws Exception {
		other.sync();
		return other.read(PATH);
	}
}
