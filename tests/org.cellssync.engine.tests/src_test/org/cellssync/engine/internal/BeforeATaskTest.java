package org.cellssync.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.endpoint.EndpointAddress;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.session.Preview;
import org.cellssync.api.session.TaskDraft;
import org.cellssync.api.session.TaskOptions;
import org.cellssync.api.session.TaskView;
import org.cellssync.api.state.StateStore;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.sync.Mode;
import org.cellssync.sandbox.Sandbox;
import org.cellssync.sandbox.SandboxOptions;
import org.cellssync.store.lmdb.internal.LmdbStateStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What can be asked about two ends before a task has them. Nothing is changed by asking. */
class BeforeATaskTest {

	@TempDir
	Path home;

	private Sandbox server;
	private Computer computer;
	private EndpointAddress remote;

	@BeforeEach
	void connect() throws Exception {
		server = Sandbox.start(SandboxOptions.defaults());
		computer = new Computer(home.resolve("one"), server).connect(0, "personal-files");
		computer.write("a/one.txt", "one").write("a/two.txt", "two").write("three.txt", "three").sync();
		remote = computer.view().spec().right();
	}

	@AfterEach
	void disconnect() throws Exception {
		computer.close();
		server.close();
	}

	private static EndpointAddress local(Path folder) {
		return new EndpointAddress(EndpointAddress.FILE, "", folder.toString());
	}

	private Preview preview(Path folder) throws EndpointException {
		return preview(folder, TaskOptions.DEFAULT);
	}

	private Preview preview(Path folder, TaskOptions options) throws EndpointException {
		return computer.sessions().preview(local(folder), remote, options, new Cancellation());
	}

	private boolean examine(EndpointAddress end) throws EndpointException {
		return computer.sessions().examine(end, new Cancellation());
	}

	@Test
	void aFolderThatIsNotThereYetReceivesEverything() throws Exception {
		assertEquals(new Preview(0, 4, 0, 0, 0), preview(home.resolve("new")));
		assertFalse(Files.exists(home.resolve("new")));
	}

	@Test
	void twoEndsThatHoldSomethingAreCounted() throws Exception {
		Path folder = Files.createDirectories(home.resolve("other/a")).getParent();
		Files.writeString(folder.resolve("a/one.txt"), "one");
		Files.writeString(folder.resolve("three.txt"), "3");
		Files.writeString(folder.resolve("mine.txt"), "mine");
		Preview counts = preview(folder);
		assertEquals(1, counts.up());
		assertEquals(1, counts.down());
		assertEquals(1, counts.conflicting());
		assertEquals("3", Files.readString(folder.resolve("three.txt")));
	}

	@Test
	void countsFollowTheOptions() throws Exception {
		Path folder = Files.createDirectories(home.resolve("other/mine")).getParent();
		Files.writeString(folder.resolve("mine/one.txt"), "mine");
		Files.writeString(folder.resolve("three.txt"), "3");
		assertEquals(new Preview(0, 3, 0, 1, 2), preview(folder, TaskOptions.DEFAULT.withMode(Mode.DOWNLOAD)));
		assertEquals(new Preview(2, 0, 0, 1, 3), preview(folder, TaskOptions.DEFAULT.withMode(Mode.UPLOAD)));
		assertEquals(new Preview(2, 2, 0, 0, 0),
				preview(folder, TaskOptions.DEFAULT.withIgnore(List.of("three.txt", "/a/one*"))));
		Files.writeString(folder.resolve(".cellsignore"), "three.txt");
		assertEquals(new Preview(3, 3, 0, 0, 0), preview(folder));
	}

	/** A window asks for all tasks on the thread that draws: it waits for no disk. */
	@Test
	@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
	void tasksAreToldWhileTheDiskIsWaitedFor() throws Exception {
		CountDownLatch opening = new CountDownLatch(1);
		CountDownLatch slow = new CountDownLatch(1);
		StateStore disk = new LmdbStateStore();
		StateStore waiting = folder -> {
			opening.countDown();
			await(slow);
			return disk.open(folder);
		};
		try (Program program = Program.thatTriesOnce(home.resolve("slow"), waiting)) {
			EndpointAddress there = new EndpointAddress(EndpointAddress.CELLS, program.signIn(server, 0).id(),
					"common-files");
			assertEquals(List.of(), program.sessions().views());
			CompletableFuture<TaskView> added = CompletableFuture.supplyAsync(() -> add(program, there));
			try {
				await(opening);
				assertEquals(List.of(), program.sessions().views());
				assertEquals(Optional.empty(), program.sessions().view("any"));
			} finally {
				slow.countDown();
			}
			assertEquals(List.of(added.get().spec()), program.sessions().views().stream().map(TaskView::spec).toList());
		}
	}

	private TaskView add(Program program, EndpointAddress there) {
		try {
			return program.sessions().add(
					new TaskDraft(local(home.resolve("new")), there, Optional.empty(), TaskOptions.DEFAULT, false),
					new Cancellation());
		} catch (EndpointException e) {
			throw new IllegalStateException(e);
		}
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		} catch (InterruptedException e) {
			throw new IllegalStateException(e);
		}
	}

	@Test
	void anEndIsThereOrWouldBeMade() throws Exception {
		assertFalse(examine(local(home.resolve("new"))));
		assertTrue(examine(remote));
		assertFalse(examine(new EndpointAddress(remote.scheme(), remote.account(), "personal-files/new")));
		assertTrue(examine(new EndpointAddress(remote.scheme(), remote.account(), "personal-files/a")));
		assertFalse(Files.exists(home.resolve("new")));
	}

	@Test
	void anotherTasksFolderIsRefused() throws Exception {
		Files.createSymbolicLink(home.resolve("link"), computer.path(""));
		for (Path taken : new Path[] { computer.path(""), computer.path("a"), computer.path("new"),
				home.resolve("link/new") }) {
			EndpointException e = assertThrows(EndpointException.class, () -> examine(local(taken)), taken.toString());
			assertEquals(Code.LOCAL_ROOT_NOT_ALLOWED, e.diagnostic().code());
			assertTrue(e.diagnostic().message().contains("test"), e.diagnostic().message());
		}
	}
}
