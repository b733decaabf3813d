package org.cellssync.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.session.Choice;
import org.cellssync.api.session.HaltChoice;
import org.cellssync.api.session.RunSummary;
import org.cellssync.api.session.TaskOptions;
import org.cellssync.api.session.TaskStatus;
import org.cellssync.core.sync.Mode;
import org.cellssync.core.sync.Policy;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.sandbox.Sandbox;
import org.cellssync.sandbox.SandboxOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks of one direction, beside a two-way task that shows what is on the server; rules of section 5 by their numbers. */
class OneWayTasksTest {

	@TempDir
	Path home;

	private Sandbox server;
	/** Both ways: the hand of somebody on the server. */
	private Computer other;
	private Computer mirror;
	private Computer backup;

	@BeforeEach
	void connect() throws Exception {
		server = Sandbox.start(SandboxOptions.defaults());
		other = new Computer(home.resolve("other"), server).connect(0, "personal-files");
		mirror = new Computer(home.resolve("mirror"), server);
		backup = new Computer(home.resolve("backup"), server);
	}

	@AfterEach
	void disconnect() throws Exception {
		other.close();
		mirror.close();
		backup.close();
		server.close();
	}

	private void startMirror() throws Exception {
		other.sync();
		mirror.connect(0, "personal-files", TaskOptions.DEFAULT.withMode(Mode.DOWNLOAD)).sync();
	}

	private void startBackup() throws Exception {
		backup.connect(0, "personal-files", TaskOptions.DEFAULT.withMode(Mode.UPLOAD)).sync();
		other.sync();
	}

	private static List<String> held(Computer computer) {
		return computer.view().held().stream().map(each -> each.code() + " " + each.subject()).toList();
	}

	private static void assertSettled(Computer computer) throws Exception {
		Computer.Ran again = computer.sync();
		assertEquals(List.of(), again.operations());
		assertEquals(TaskStatus.InSync.IN_SYNC, again.summary().view().status());
		assertTrue(computer.view().lastSuccess().isPresent());
	}

	@Test
	void aMirrorFollowsTheServer() throws Exception {
		other.write("edit.txt", "1").write("gone.txt", "gone").write("from/deep/file.txt", "deep");
		startMirror();
		assertEquals(other.tree(), mirror.tree());
		other.write("edit.txt", "two").delete("gone.txt").move("from", "to").write("new.txt", "new");
		other.sync();
		assertEquals(
				List.of("delete local gone.txt", "download local edit.txt", "download local new.txt",
						"move local from -> to"),
				mirror.dryRun().operations());
		RunSummary summary = mirror.sync().summary();
		assertEquals(2, summary.downloaded().files());
		assertEquals(1, summary.deleted().local());
		assertEquals(1, summary.moved().local());
		assertEquals(0, summary.uploaded().files() + summary.deleted().remote() + summary.moved().remote());
		assertEquals(other.tree(), mirror.tree());
		assertSettled(mirror);
	}

	/** Of it nobody asks to be written there. */
	@Test
	void aMirrorOfWhatMayOnlyBeReadIsSetUpAndFollows() throws Exception {
		mirror.connect(0, "read-only", TaskOptions.DEFAULT.withMode(Mode.DOWNLOAD)).sync();
		assertTrue(mirror.tree().containsKey("welcome.txt"), mirror.tree()::toString);
		mirror.write("mine.txt", "mine").sync();
		assertEquals(List.of(Code.FOREIGN_HERE + " mine.txt"), held(mirror));
		EndpointException refused = assertThrows(EndpointException.class, () -> backup.connect(0, "read-only"));
		assertEquals(Code.REMOTE_ROOT_NOT_WRITABLE, refused.diagnostic().code());
	}

	@Test
	void aBackupFollowsThisComputer() throws Exception {
		backup.write("edit.txt", "1").write("gone.txt", "gone").write("from/deep/file.txt", "deep");
		startBackup();
		assertEquals(backup.tree(), other.tree());
		backup.write("edit.txt", "two").delete("gone.txt").move("from", "to").write("new.txt", "new");
		assertEquals(
				List.of("delete remote gone.txt", "move remote from -> to", "upload remote edit.txt",
						"upload remote new.txt"),
				backup.sync().operations());
		other.sync();
		assertEquals(backup.tree(), other.tree());
		assertSettled(backup);
	}

	/** O2 to O5: what was done here is put right where nothing is lost by it, and left alone where something would be. */
	@Test
	void aMirrorKeepsWhatIsForeign() throws Exception {
		other.write("deleted.txt", "d").write("moved.txt", "m").write("edited.txt", "e").write("folder/inside.txt", "i");
		startMirror();
		SortedMap<String, String> onServer = other.tree();
		mirror.delete("deleted.txt").move("moved.txt", "elsewhere.txt").write("edited.txt", "edited here")
				.write("mine.txt", "mine")
				.write("folder/own.txt", "own").write("own folder/a/b.txt", "ab");
		assertEquals(List.of("download local deleted.txt", "move local elsewhere.txt -> moved.txt"),
				mirror.sync().operations());
		assertEquals("edited here", mirror.read("edited.txt"));
		assertEquals(List.of("FOREIGN_HERE edited.txt", "FOREIGN_HERE folder/own.txt", "FOREIGN_HERE mine.txt",
				"FOREIGN_HERE own folder"), held(mirror));
		assertEquals(List.of(), mirror.view().problems());
		assertSettled(mirror);
		assertEquals(List.of(), other.sync().operations());
		assertEquals(onServer, other.tree());
		mirror.boot();
		assertEquals(4, held(mirror).size());
	}

	@Test
	void aBackupKeepsWhatIsForeign() throws Exception {
		backup.write("deleted.txt", "d").write("moved.txt", "m").write("edited.txt", "e").write("folder/inside.txt", "i");
		startBackup();
		SortedMap<String, String> here = backup.tree();
		other.delete("deleted.txt").move("moved.txt", "elsewhere.txt").write("edited.txt", "edited there")
				.write("theirs.txt", "t")
				.write("folder/own.txt", "own");
		other.sync();
		assertEquals(List.of("move remote elsewhere.txt -> moved.txt", "upload remote deleted.txt"),
				backup.sync().operations());
		assertEquals(List.of("FOREIGN_THERE edited.txt", "FOREIGN_THERE folder/own.txt", "FOREIGN_THERE theirs.txt"),
				held(backup));
		assertEquals(here, backup.tree());
		assertSettled(backup);
		other.sync();
		assertEquals("edited there", other.read("edited.txt"));
	}

	/** O7, O8, O9. */
	@Test
	void nothingForeignIsReplacedUnasked() throws Exception {
		other.write("both.txt", "base").write("lead deletes.txt", "base").write("folder/same.txt", "same")
				.write("folder/edited.txt", "base");
		startMirror();
		mirror.write("both.txt", "here").write("lead deletes.txt", "here").write("folder/edited.txt", "here");
		other.write("both.txt", "on the server").delete("lead deletes.txt").delete("folder");
		other.sync();
		assertEquals(List.of("delete local folder/same.txt"), mirror.sync().operations());
		assertEquals(List.of(SyncPath.of("both.txt")), mirror.view().conflicts().stream().map(each -> each.path()).toList());
		assertEquals(List.of("FOREIGN_HERE folder/edited.txt", "FOREIGN_HERE lead deletes.txt"), held(mirror));
		mirror.sessions().resolve(mirror.task(), SyncPath.of("both.txt"), Choice.BOTH);
		mirror.sync();
		assertEquals("on the server", mirror.read("both.txt"));
		String copy = mirror.tree().keySet().stream().filter(name -> name.startsWith("both (local copy ")).findFirst()
				.orElseThrow();
		assertEquals("here", mirror.read(copy));
		assertTrue(held(mirror).contains("FOREIGN_HERE " + copy), () -> held(mirror).toString());
		assertEquals(List.of(), other.sync().operations());
	}

	@Test
	void aConflictCanBeDecidedForEitherEnd() throws Exception {
		backup.write("lead.txt", "base").write("follower.txt", "base").write("both.txt", "base");
		startBackup();
		for (String name : List.of("lead.txt", "follower.txt", "both.txt")) {
			backup.write(name, "here, longer");
			other.write(name, "there");
		}
		other.sync();
		assertEquals(List.of(), backup.sync().operations());
		assertEquals(3, backup.view().conflicts().size());
		backup.sessions().resolve(backup.task(), SyncPath.of("lead.txt"), Choice.LOCAL);
		backup.sessions().resolve(backup.task(), SyncPath.of("follower.txt"), Choice.SERVER);
		backup.sessions().resolve(backup.task(), SyncPath.of("both.txt"), Choice.BOTH);
		backup.sync();
		assertEquals(List.of(), backup.view().conflicts());
		assertTrue(held(backup).contains("FOREIGN_THERE follower.txt"), () -> held(backup).toString());
		assertEquals("here, longer", backup.read("follower.txt"));
		assertSettled(backup);
		other.sync();
		assertEquals("here, longer", other.read("lead.txt"));
		assertEquals("there", other.read("follower.txt"));
		assertEquals("here, longer", other.read("both.txt"));
		assertTrue(other.tree().keySet().stream().anyMatch(name -> name.startsWith("both (server copy ")),
				() -> other.tree().toString());
		backup.write("follower.txt", "changed again");
		backup.sync();
		assertEquals(1, backup.view().conflicts().size());
	}

	@Test
	void aForeignItemIsTakenBackWhenSomebodyDecidesSo() throws Exception {
		other.write("edited.txt", "base");
		startMirror();
		mirror.write("edited.txt", "here").write("mine.txt", "mine");
		mirror.sync();
		assertEquals(2, held(mirror).size());
		mirror.boot();
		mirror.sessions().resolve(mirror.task(), SyncPath.of("edited.txt"), Choice.SERVER);
		mirror.sessions().resolve(mirror.task(), SyncPath.of("mine.txt"), Choice.SERVER);
		mirror.write("mine.txt", "newer than what was decided about");
		assertEquals(List.of("download local edited.txt"), mirror.sync().operations());
		assertEquals(List.of("FOREIGN_HERE mine.txt"), held(mirror));
		mirror.sessions().resolve(mirror.task(), SyncPath.of("mine.txt"), Choice.SERVER);
		assertEquals(List.of("delete local mine.txt"), mirror.sync().operations());
		assertEquals(other.tree(), mirror.tree());
		assertEquals(List.of(), held(mirror));
	}

	@Test
	void aLeadThatIsEmptiedAsks() throws Exception {
		for (int i = 0; i < 25; i++) {
			backup.write("file" + i, "content " + i);
		}
		startBackup();
		SortedMap<String, String> saved = new TreeMap<>(backup.tree());
		for (int i = 0; i < 25; i++) {
			backup.delete("file" + i);
		}
		assertEquals(List.of(), backup.sync().operations());
		TaskStatus.Halted halted = (TaskStatus.Halted) backup.view().status();
		assertEquals(Code.HALT_ROOT_EMPTIED, halted.halt().diagnostic().code());
		assertEquals(List.of(HaltChoice.KEEP, HaltChoice.DELETE, HaltChoice.DISCONNECT), halted.halt().choices());
		backup.sessions().decide(backup.task(), HaltChoice.KEEP);
		assertEquals(List.of(), backup.sync().operations());
		assertEquals(25, held(backup).size());
		assertSettled(backup);
		other.sync();
		assertEquals(saved, other.tree());
	}

	@Test
	void aModeCanBeChanged() throws Exception {
		other.write("theirs.txt", "t");
		startMirror();
		mirror.write("mine.txt", "mine");
		mirror.sync();
		mirror.edit(options -> options.withMode(Mode.TWO_WAY)).boot();
		assertEquals(List.of("upload remote mine.txt"), mirror.sync().operations());
		assertEquals(List.of(), held(mirror));
	}

	@Test
	void aPolicyDecidesInAMirror() throws Exception {
		other.write("c.txt", "base");
		startMirror();
		mirror.edit(options -> options.withPolicy(Policy.KEEP_REMOTE)).write("c.txt", "here");
		other.write("c.txt", "on the server");
		other.sync();
		assertEquals(List.of("download local c.txt"), mirror.sync().operations());
		assertEquals("on the server", mirror.read("c.txt"));
		assertFalse(Files.exists(mirror.path("c (local copy).txt")));
		assertEquals(List.of(), mirror.view().conflicts());
	}
}
