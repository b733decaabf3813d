package org.cellssync.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.cellssync.api.account.Account;
import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointAddress;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.endpoint.Trash;
import org.cellssync.api.endpoint.TrashItem;
import org.cellssync.api.session.Choice;
import org.cellssync.api.session.RunSummary;
import org.cellssync.api.session.TaskDraft;
import org.cellssync.api.session.TaskOptions;
import org.cellssync.api.session.TaskStatus;
import org.cellssync.api.session.TaskView;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.endpoint.local.internal.LocalTrashAccess;
import org.cellssync.sandbox.Sandbox;
import org.cellssync.sandbox.SandboxOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A task between two servers, each with somebody whose computer has a folder on it. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class TwoServersTest {

	private static final String SPACE = "personal-files";

	@TempDir
	Path home;

	private Sandbox leftServer;
	private Sandbox rightServer;
	private Computer left;
	private Computer right;
	private Program between;
	private String task;

	private void start(SandboxOptions leftOptions, SandboxOptions rightOptions) throws Exception {
		leftServer = Sandbox.start(leftOptions);
		rightServer = Sandbox.start(rightOptions);
		left = new Computer(home.resolve("left"), leftServer).connect(0, SPACE);
		right = new Computer(home.resolve("right"), rightServer).connect(0, SPACE);
		between = new Program(home.resolve("between"));
		task = between.sessions().add(new TaskDraft(end(leftServer, SPACE), end(rightServer, SPACE), Optional.of("between"),
				TaskOptions.DEFAULT, false), new Cancellation()).spec().id();
	}

	private EndpointAddress end(Sandbox server, String path) throws EndpointException {
		Account account = between.signIn(server, 0);
		return new EndpointAddress(EndpointAddress.CELLS, account.id(), path);
	}

	@AfterEach
	void stop() throws Exception {
		for (AutoCloseable each : new AutoCloseable[] { between, left, right, leftServer, rightServer }) {
			if (each != null) {
				each.close();
			}
		}
	}

	/** Runs the task between the servers once; returns what it did. */
	private List<String> sync() throws EndpointException {
		List<String> operations = Collections.synchronizedList(new ArrayList<>());
		RunSummary summary = between.sessions().runOnce(task, false,
				each -> operations.add((each.operation() + " " + each.side() + " " + each.path()).toLowerCase(Locale.ROOT)),
				new Cancellation());
		assertEquals(Optional.empty(), summary.failure());
		Collections.sort(operations);
		return operations;
	}

	private TaskView view() {
		return between.sessions().view(task).orElseThrow();
	}

	/** Servers of any two kinds. */
	enum Kinds {
		ALIKE(SandboxOptions.defaults(), SandboxOptions.defaults()), FAMILIES(
				SandboxOptions.defaults().withFamily(SandboxOptions.Family.V3), SandboxOptions.defaults()), STORAGES(
						SandboxOptions.defaults().withStorage(SandboxOptions.Storage.STRUCTURED), SandboxOptions.defaults());

		private final SandboxOptions left;
		private final SandboxOptions right;

		Kinds(SandboxOptions left, SandboxOptions right) {
			this.left = left;
			this.right = right;
		}
	}

	@ParameterizedTest
	@EnumSource
	void bringsBothToTheSame(Kinds kinds) throws Exception {
		start(kinds.left, kinds.right);
		left.write("a.txt", "of the left").write("folder/deep.txt", "deep").write("large.bin", bytes(1)).write("same",
				"alike");
		right.write("b.txt", "of the right").write("empty", "").write("same", "alike");
		left.sync();
		right.sync();
		assertEquals(List.of("create remote folder", "download local b.txt", "download local empty", "upload remote a.txt",
				"upload remote folder/deep.txt", "upload remote large.bin"), sync());
		left.sync();
		right.sync();
		assertEquals(left.tree(), right.tree());
		assertEquals(7, left.tree().size());
		left.write("a.txt", "of the left, edited").delete("same");
		Files.move(left.path("b.txt"), left.path("folder/b moved.txt"));
		right.write("large.bin", bytes(2)).write("new", "n");
		left.sync();
		right.sync();
		assertEquals(List.of("delete remote same", "download local large.bin", "download local new",
				"move remote folder/b moved.txt", "upload remote a.txt"), sync());
		left.sync();
		right.sync();
		assertEquals(left.tree(), right.tree());
		assertEquals(List.of(), sync());
		assertEquals(TaskStatus.InSync.IN_SYNC, view().status());
	}

	/** Nothing is for good: each server has what was deleted in its own bin, and nothing of it is in that of the task. */
	@Test
	void whatIsDeletedIsInTheBinOfItsServer() throws Exception {
		start(SandboxOptions.defaults(), SandboxOptions.defaults());
		left.write("of the left/x", "1").write("of the right/y", "2").sync();
		sync();
		right.sync();
		left.delete("of the left").sync();
		right.delete("of the right").sync();
		assertEquals(List.of("delete local of the right", "delete remote of the left"), sync());
		for (Sandbox each : List.of(leftServer, rightServer)) {
			Computer bin = new Computer(home.resolve("bin of " + each.url().getPort()), each).connect(0,
					SPACE + "/recycle_bin");
			bin.sync();
			assertEquals(List.of("of the left/", "of the left/x", "of the right/", "of the right/y"),
					List.copyOf(bin.tree().keySet()));
			bin.close();
		}
		assertEquals(List.of(),
				new LocalTrashAccess().trash(view().spec().left(), new Folders(home.resolve("between")).task(task)).list());
	}

	/** Has people of both servers change a file that both had alike. */
	private void bothEdit(String name) throws Exception {
		start(SandboxOptions.defaults(), SandboxOptions.defaults());
		left.write(name, "base").sync();
		sync();
		right.sync();
		left.write(name, "of the left").sync();
		right.write(name, "changed by the right").sync();
		sync();
	}

	@Test
	void asksWhereBothChanged() throws Exception {
		bothEdit("a");
		assertEquals(SyncPath.of("a"), view().conflicts().getFirst().path());
		between.sessions().resolve(task, SyncPath.of("a"), Choice.BOTH);
		sync();
		assertEquals(List.of(), view().conflicts());
		left.sync();
		right.sync();
		assertEquals(left.tree(), right.tree());
		assertEquals("changed by the right", left.read("a"), "the right end's version keeps the name");
		assertEquals(2, left.tree().size());
	}

	/** Neither end has a trash of its own; what gives way is kept before it does, in the data of the task. */
	@ParameterizedTest
	@CsvSource({ "LOCAL, of the left, changed by the right", "SERVER, changed by the right, of the left" })
	void keepsWhatSolvingReplaced(Choice choice, String kept, String replaced) throws Exception {
		bothEdit("d/a");
		between.sessions().resolve(task, SyncPath.of("d/a"), choice);
		sync();
		left.sync();
		right.sync();
		assertEquals(List.of(kept, kept), List.of(left.read("d/a"), right.read("d/a")));
		Trash trash = new LocalTrashAccess().trash(view().spec().left(), new Folders(home.resolve("between")).task(task));
		assertEquals(List.of(SyncPath.of("d/a")), trash.list().stream().map(TrashItem::path).toList());
		EndpointException nowhere = assertThrows(EndpointException.class,
				() -> trash.restore(trash.list().getFirst(), Optional.empty()));
		assertEquals(Code.RESTORE_NEEDS_FOLDER, nowhere.diagnostic().code());
		assertEquals(replaced, Files.readString(trash.restore(trash.list().getFirst(), Optional.of(home))));
	}

	/** As with a folder here: what cannot be kept is not replaced, so that nothing is lost. */
	@Test
	void replacesNothingThatCannotBeKept() throws Exception {
		bothEdit("a");
		Path trash = new Folders(home.resolve("between")).task(task).resolve("trash");
		Files.writeString(trash, "no folder can be made here");
		between.sessions().resolve(task, SyncPath.of("a"), Choice.SERVER);
		sync();
		assertEquals(List.of("a"), view().problems().stream().map(Diagnostic::subject).toList());
		left.sync();
		assertEquals("of the left", left.read("a"));
		Files.delete(trash);
		sync();
		left.sync();
		assertEquals("changed by the right", left.read("a"));
	}

	@Test
	void followsChangesOfEitherServer() throws Exception {
		start(SandboxOptions.defaults(), SandboxOptions.defaults());
		for (Computer each : List.of(left, right)) {
			each.sessions().start();
		}
		between.sessions().start();
		left.write("from the left", "1");
		right.awaitFile("from the left");
		right.write("from the right", "2");
		left.awaitSame(right);
		right.delete("from the left");
		left.awaitGone("from the left");
	}

	/** A workspace cannot be paired with itself, nor with what lies in it. */
	@Test
	void refusesAPlaceWithinTheOther() throws Exception {
		start(SandboxOptions.defaults(), SandboxOptions.defaults());
		EndpointAddress whole = end(leftServer, "common-files");
		for (String within : List.of("common-files", "common-files/below")) {
			EndpointAddress part = end(leftServer, within);
			EndpointException refused = assertThrows(EndpointException.class, () -> between.sessions()
					.add(new TaskDraft(whole, part, Optional.empty(), TaskOptions.DEFAULT, false), new Cancellation()));
			assertEquals(Code.LOCAL_ROOT_NOT_ALLOWED, refused.diagnostic().code());
		}
	}

	private static byte[] bytes(int seed) {
		byte[] bytes = new byte[(12 << 20) + 5];
		new Random(seed).nextBytes(bytes);
		return bytes;
	}
}
