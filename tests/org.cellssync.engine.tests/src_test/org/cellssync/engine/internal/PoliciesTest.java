package org.cellssync.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.endpoint.TrashItem;
import org.cellssync.api.session.Choice;
import org.cellssync.api.session.TaskOptions;
import org.cellssync.api.session.TaskStatus;
import org.cellssync.core.ignore.Selection;
import org.cellssync.core.sync.Limits;
import org.cellssync.core.sync.Policy;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.sandbox.Sandbox;
import org.cellssync.sandbox.SandboxOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a task may do by itself: with conflicts, with deletions, with much at once. */
class PoliciesTest {

	private static final SyncPath PATH = SyncPath.of("c.txt");

	@TempDir
	Path home;

	private Sandbox server;
	private Computer other;
	private Computer one;

	@BeforeEach
	void connect() throws Exception {
		server = Sandbox.start(SandboxOptions.defaults());
		other = new Computer(home.resolve("other"), server).connect(0, "personal-files");
		one = Computer.thatTriesOnce(home.resolve("one"), server).connect(0, "personal-files");
	}

	@AfterEach
	void disconnect() throws Exception {
		other.close();
		one.close();
		server.close();
	}

	private void with(Policy policy) throws EndpointException {
		one.edit(options -> options.withPolicy(policy));
	}

	/** Both edit the file, this computer at {@code here}; the server shows the time the other one's edit had. */
	private void bothEdit(Instant here, Instant there) throws Exception {
		other.write("c.txt", "base");
		other.sync();
		one.sync();
		other.write("c.txt", "on the server");
		Files.setLastModifiedTime(other.path("c.txt"), FileTime.from(there));
		other.sync();
		one.write("c.txt", "here");
		Files.setLastModifiedTime(one.path("c.txt"), FileTime.from(here));
	}

	private void bothHold(String text) throws Exception {
		one.sync();
		other.sync();
		assertEquals(text, one.read("c.txt"));
		assertEquals(one.tree(), other.tree());
		assertEquals(List.of(), one.view().conflicts());
		assertEquals(List.of(), one.sync().operations());
	}

	private Instant onServer() {
		return one.view().conflicts().getFirst().remote().modified().orElseThrow();
	}

	@Test
	void keepsTheLocalVersionAndTheOtherInTheTrash() throws Exception {
		with(Policy.KEEP_LOCAL);
		bothEdit(Instant.now(), Instant.now());
		assertEquals(List.of("upload remote c.txt"), one.dryRun().operations());
		assertEquals(List.of(), one.trash().list());
		bothHold("here");
		assertEquals(List.of("c.txt"), one.trash().list().stream().map(item -> item.path().value()).toList());
		Path undone = one.trash().restore(one.trash().list().getFirst(), Optional.empty());
		assertEquals("on the server", Files.readString(undone));
	}

	@Test
	void aPersonsChoiceKeepsWhatItReplacesToo() throws Exception {
		bothEdit(Instant.now(), Instant.now());
		one.sync();
		one.sessions().resolve(one.task(), PATH, Choice.LOCAL);
		bothHold("here");
		List<TrashItem> kept = one.trash().list();
		assertEquals(1, kept.size());
		assertEquals("on the server".length(), kept.getFirst().size());
	}

	@Test
	void keepsTheServersVersion() throws Exception {
		with(Policy.KEEP_REMOTE);
		bothEdit(Instant.now(), Instant.now());
		bothHold("on the server");
		assertEquals("here".length(), one.trash().list().getFirst().size());
	}

	@Test
	void keepsBoth() throws Exception {
		with(Policy.KEEP_BOTH);
		bothEdit(Instant.now(), Instant.now());
		List<String> planned = one.dryRun().operations();
		assertEquals(3, planned.size());
		assertTrue(planned.get(1).startsWith("move local c.txt -> c (local copy "), () -> planned.toString());
		bothHold("on the server");
		String copy = one.tree().keySet().stream().filter(name -> name.startsWith("c (local copy ")).findFirst()
				.orElseThrow();
		assertEquals("here", other.read(copy));
	}

	@Test
	void asksByDefault() throws Exception {
		bothEdit(Instant.now(), Instant.now());
		assertEquals(List.of(), one.sync().operations());
		assertEquals(1, one.view().conflicts().size());
	}

	@Test
	void keepsTheNewestOnThisComputer() throws Exception {
		with(Policy.KEEP_NEWEST);
		bothEdit(Instant.now().plusSeconds(3600), Instant.now().minusSeconds(3600));
		bothHold("here");
	}

	@Test
	void keepsTheNewestOnTheServer() throws Exception {
		with(Policy.KEEP_NEWEST);
		bothEdit(Instant.now().minusSeconds(3600), Instant.now().plusSeconds(3600));
		bothHold("on the server");
	}

	@Test
	void equalTimesDecideNothing() throws Exception {
		bothEdit(Instant.now(), Instant.now());
		one.sync();
		Files.setLastModifiedTime(one.path("c.txt"), FileTime.from(onServer()));
		with(Policy.KEEP_NEWEST);
		assertEquals(List.of(), one.sync().operations());
		assertEquals(1, one.view().conflicts().size());
		EndpointException refused = assertThrows(EndpointException.class,
				() -> one.sessions().resolve(one.task(), PATH, Choice.NEWEST));
		assertEquals(Code.USAGE, refused.diagnostic().code());
		assertEquals(List.of(), one.sync().operations());
		Files.setLastModifiedTime(one.path("c.txt"), FileTime.from(onServer().plusSeconds(1)));
		bothHold("here");
	}

	private void twelveFiles() throws Exception {
		for (int i = 0; i < 12; i++) {
			one.write("many/f" + i, "content " + i);
		}
		one.write("few/a", "a").write("few/b", "b").write("edited", "e");
		one.sync();
		other.sync();
	}

	private static List<String> held(Computer computer) {
		return texts(computer.view().held());
	}

	private static List<String> problems(Computer computer) {
		return texts(computer.view().problems());
	}

	private static List<String> texts(List<Diagnostic> diagnostics) {
		return diagnostics.stream().map(each -> each.code() + " " + each.subject()).toList();
	}

	@Test
	void deletesNothing() throws Exception {
		twelveFiles();
		one.edit(options -> options.withDeletions(false));
		one.delete("few/a").delete("edited").move("many/f0", "many/moved").write("many/f1", "changed");
		assertEquals(List.of("move remote many/f0 -> many/moved", "upload remote many/f1"), one.sync().operations());
		assertEquals(List.of("NOT_DELETED edited", "NOT_DELETED few/a"), held(one));
		assertEquals(TaskStatus.InSync.IN_SYNC, one.view().status());
		other.delete("few/b").write("edited", "news");
		other.sync();
		assertEquals(List.of("download local edited"), one.sync().operations());
		assertEquals("news", one.read("edited"));
		assertEquals("b", one.read("few/b"));
		assertEquals(List.of("NOT_DELETED few/a", "NOT_DELETED few/b"), held(one));
		one.boot();
		assertEquals(List.of(), one.sync().operations());
		one.edit(options -> options.withDeletions(true));
		assertEquals(List.of("delete local few/b", "delete remote few/a"), one.sync().operations());
	}

	@Test
	void asksFromTheTasksOwnLimitOn() throws Exception {
		twelveFiles();
		one.edit(options -> options.withLimits(Limits.of(2)));
		one.delete("few/a").delete("few/b").delete("edited");
		assertEquals(List.of(), one.sync().operations());
		assertEquals(3, ((TaskStatus.Halted) one.view().status()).halt().items());
		one.edit(options -> options.withLimits(Limits.of(3)));
		assertEquals(3, one.sync().operations().size());
	}

	@Test
	void asksNeverIfToldSo() throws Exception {
		twelveFiles();
		List<String> names = new ArrayList<>(
				one.tree().keySet().stream().filter(name -> name.startsWith("many/f")).toList());
		for (int i = 12; i < 40; i++) {
			one.write("many/f" + i, "content " + i);
			names.add("many/f" + i);
		}
		one.sync();
		for (String name : names) {
			one.delete(name);
		}
		one.sync();
		assertTrue(one.view().status() instanceof TaskStatus.Halted);
		one.edit(options -> options.withLimits(Limits.NONE));
		assertEquals(40, one.sync().summary().deleted().remote());
		assertEquals(TaskStatus.InSync.IN_SYNC, one.view().status());
	}

	/** From now on the server knows no call that puts things into a recycle bin. */
	private void withoutRecycleBin() {
		String order = """
				{"fail": [{"method": "REST delete", "calls": 100,
				 "answer": {"http": {"status": 404, "code": "NotFound", "message": "no such call"}}}]}""";
		try (Control control = new Control(server)) {
			control.order(order);
		}
	}

	@Test
	void deletesForGoodOnlyIfToldSo() throws Exception {
		twelveFiles();
		withoutRecycleBin();
		one.delete("edited").delete("few");
		one.sync();
		assertEquals(List.of("REMOTE_NO_RECYCLE_BIN edited", "REMOTE_NO_RECYCLE_BIN few"), problems(one));
		other.sync();
		assertEquals("e", other.read("edited"));
		assertEquals("a", other.read("few/a"));
		one.edit(options -> options.withSettings(options.settings().withPermanentDeletion(true)));
		assertEquals(List.of("delete remote edited", "delete remote few"), one.sync().operations());
		assertEquals(List.of(), problems(one));
		other.sync();
		assertEquals(one.tree(), other.tree());
	}

	@Test
	void optionsSurviveARestartAndOlderSettingsAreReadAsTheyWereMeant() throws Exception {
		TaskOptions chosen = TaskOptions.DEFAULT.withPolicy(Policy.KEEP_BOTH).withDeletions(false).withLimits(Limits.of(7))
				.withSelection(Selection.without(List.of(SyncPath.of("x/y")))).withIgnore(List.of("*.bak"))
				.withSettings(TaskOptions.DEFAULT.settings().withPermanentDeletion(true));
		one.edit(options -> chosen).boot();
		assertEquals(chosen, one.view().spec().options());
		one.close();
		rewriteAsBefore();
		one.boot();
		assertEquals(TaskOptions.DEFAULT.withIgnore(List.of("*.bak")).withSettings(chosen.settings()),
				one.view().spec().options());
	}

	private void rewriteAsBefore() throws IOException {
		Path file = home.resolve("one/data/settings/tasks.json");
		String text = Files.readString(file).replace("\"version\": 3", "\"version\": 1")
				.replaceAll(
						"\"policy\": \"KEEP_BOTH\",\\s*\"noDelete\": true,\\s*\"limits\": \\{[^}]*\\},\\s*\"selected\": [^]]*],\\s*\"unselected\": [^]]*],",
						"");
		assertTrue(!text.contains("limits") && !text.contains("policy") && !text.contains("selected"), text);
		Files.writeString(file, text);
	}
}
