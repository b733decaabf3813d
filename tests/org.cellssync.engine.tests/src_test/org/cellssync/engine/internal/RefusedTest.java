package org.cellssync.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.session.TaskView;
import org.cellssync.api.state.HistoryEntry;
import org.cellssync.api.state.HistoryEntry.Outcome;
import org.cellssync.api.state.HistoryQuery;
import org.cellssync.core.sync.Mode;
import org.cellssync.core.sync.Policy;
import org.cellssync.sandbox.Sandbox;
import org.cellssync.sandbox.SandboxOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server refuses for one item: what is told of it, and how often it is asked. */
class RefusedTest {

	private static final String SPACE = "common-files";
	private static final String MOVE = "tree.NodeReceiver/UpdateNode";
	private static final String LOCKED = "upload a REMOTE_LOCKED_OR_FORBIDDEN";

	@TempDir
	Path home;

	private Sandbox server;
	private Control control;
	private Computer one;

	@BeforeEach
	void start() throws Exception {
		server = Sandbox.start(SandboxOptions.defaults());
		control = new Control(server);
		one = new Computer(home.resolve("one"), server).connect(0, SPACE);
		one.write("a", "as it was").write("b", "beside it");
		one.sync();
	}

	@AfterEach
	void stop() throws Exception {
		one.close();
		control.close();
		server.close();
	}

	private void lock(String name) {
		control.order(
				"{\"lock\":{\"path\":\"" + SPACE + '/' + name + "\",\"user\":\"" + server.users().get(1).name() + "\"}}");
	}

	private void unlock(String name) {
		control.order("{\"unlock\":\"" + SPACE + '/' + name + "\"}");
	}

	/** Returns what the history tells of failures, oldest first. */
	private List<String> failures() throws Exception {
		List<HistoryEntry> found = one.sessions().history(one.task(), new HistoryQuery(Optional.empty(), Optional.empty(),
				Optional.empty(), Optional.of(Outcome.FAILED), 100));
		return found.reversed().stream().map(each -> each.operation().name().toLowerCase(Locale.ROOT) + ' '
				+ each.path() + ' ' + each.code()).toList();
	}

	/**
	 * However often it is tried, by however many runs and programs: else it would push out of the history what went
	 * well.
	 */
	@Test
	void theHistoryTellsOnceThatAnItemFails() throws Exception {
		lock("a");
		one.write("a", "edited").write("b", "edited as well");
		one.sync();
		assertEquals(List.of(LOCKED), failures());
		one.sync();
		one.boot();
		one.sync();
		assertEquals(List.of(LOCKED), failures());
		assertEquals("a", newest().path(), "it tells what came last of the item");
	}

	@Test
	void theHistoryTellsOfAnItemThatFailsInAnotherWay() throws Exception {
		lock("a");
		one.write("a", "edited");
		one.sync();
		unlock("a");
		control.order("{\"fail\":{\"method\":\"S3 PUT\",\"calls\":100,"
				+ "\"answer\":{\"http\":{\"status\":507,\"code\":\"full\",\"message\":\"full\"}}}}");
		one.sync();
		control.order("{\"clear\":true}");
		lock("a");
		one.sync();
		assertEquals(List.of(LOCKED, "upload a REMOTE_STORAGE_FULL"), failures(), "both were told before");
	}

	@Test
	void theHistoryTellsOfAnItemThatFailsAgain() throws Exception {
		lock("a");
		one.write("a", "edited");
		one.sync();
		unlock("a");
		one.sync();
		assertEquals(Outcome.DONE, newest().outcome());
		lock("a");
		one.write("a", "edited once more");
		one.sync();
		assertEquals(List.of(LOCKED, LOCKED), failures());
	}

	/** A lock is nothing that passes in seconds: the run does the rest, tells of it and ends. */
	@Test
	void aRunTriesWhatIsLockedOnce() throws Exception {
		lock("a");
		one.write("a", "edited").write("b", "edited as well");
		assertRefusedOnce(Code.REMOTE_LOCKED_OR_FORBIDDEN, 2);
		assertEquals(List.of("upload remote a", "upload remote b"), withoutLocks().operations());
	}

	@Test
	void aRunTriesWhatHasNoRoomOnce() throws Exception {
		control.order("{\"quota\":{\"workspace\":\"" + SPACE + "\",\"bytes\":5000}}");
		one.write("a", "x".repeat(50_000)).write("b", "edited as well");
		// The server tells how much room there is, so that nothing is sent in vain.
		assertRefusedOnce(Code.REMOTE_QUOTA_EXCEEDED, 1);
	}

	private Computer.Ran withoutLocks() throws Exception {
		unlock("a");
		one.write("b", "edited again");
		return one.sync();
	}

	/** Each try is told as an operation. */
	private void assertRefusedOnce(Code code, int sent) throws Exception {
		long before = control.calls("S3 PUT");
		Computer.Ran ran = one.sync();
		assertEquals(List.of("upload remote a " + code.name().toLowerCase(Locale.ROOT), "upload remote b"),
				ran.operations());
		assertEquals(sent, control.calls("S3 PUT") - before);
		assertEquals(Optional.empty(), ran.summary().failure());
		assertEquals(List.of("a " + code), ran.summary().view().problems().stream()
				.map(each -> each.subject() + ' ' + each.code()).toList());
	}

	/** Trouble of the server's own passes: the run waits for that. */
	@Test
	void aRunTriesAgainWhatMayPass() throws Exception {
		control.order("{\"fail\":{\"method\":\"S3 PUT\",\"calls\":4,"
				+ "\"answer\":{\"http\":{\"status\":500,\"code\":\"InternalError\",\"message\":\"broken\"}}}}");
		one.write("b", "edited");
		Computer.Ran ran = one.sync();
		assertEquals("upload remote b", ran.operations().getFirst());
		assertEquals(List.of(), ran.summary().view().problems());
	}

	/** Has both edit a file of a backup that keeps both, whose copies are made on the server, and the first copies fail. */
	private void bothEdit(Computer backup, int failing) throws Exception {
		backup.edit(options -> options.withMode(Mode.UPLOAD).withPolicy(Policy.KEEP_BOTH));
		try (Computer other = new Computer(home.resolve("other"), server).connect(0, SPACE)) {
			other.sync();
			other.write("a", "edited there");
			other.sync();
		}
		backup.write("a", "edited here").write("b", "edited as well");
		control.order("{\"fail\":{\"method\":\"" + MOVE + "\",\"calls\":" + failing
				+ ",\"answer\":{\"grpc\":{\"code\":\"INTERNAL\",\"message\":\"broken\"}}}}");
	}

	@Test
	void aCopyThatCannotBeMadeIsMadeLater() throws Exception {
		bothEdit(one, 1);
		Computer.Ran ran = one.sync();
		assertEquals(2, control.calls(MOVE));
		assertTrue(ran.operations().containsAll(List.of("upload remote a", "upload remote b")), ran::toString);
		assertEquals(List.of(), ran.summary().view().problems());
		List<Outcome> told = one.sessions().history(one.task(), new HistoryQuery(Optional.empty(), Optional.empty(), 100))
				.stream().filter(each -> each.operation() == HistoryEntry.Operation.MOVE).map(HistoryEntry::outcome)
				.toList();
		assertEquals(List.of(Outcome.DONE, Outcome.FAILED), told, "newest first");
	}

	@Test
	void aCopyThatCannotBeMadeKeepsNothingElseBack() throws Exception {
		try (Computer backup = Computer.thatTriesOnce(home.resolve("backup"), server).connect(0, SPACE)) {
			backup.sync();
			bothEdit(backup, 1000);
			Computer.Ran ran = backup.sync();
			assertEquals(1, control.calls(MOVE), "it is not tried again at once");
			assertTrue(ran.operations().contains("upload remote b"), ran::toString);
			assertEquals(List.of("a"), ran.summary().view().conflicts().stream().map(each -> each.path().value()).toList());
			assertEquals("edited here", backup.read("a"));
		}
	}

	private HistoryEntry newest() throws Exception {
		return one.sessions().history(one.task(), new HistoryQuery(Optional.empty(), Optional.of("a"), 1)).getFirst();
	}

	/** Tried by one running program, which keeps in mind what it told. */
	@Test
	void aRunningTaskTellsOnceToo() throws Exception {
		lock("a");
		one.sessions().start();
		one.await(view -> view.lastSuccess().isPresent());
		one.write("a", "edited");
		one.await(RefusedTest::isRefused);
		assertEquals(List.of(LOCKED), failures());
		long tries = control.calls("S3 PUT");
		Computer.until(() -> control.calls("S3 PUT") > tries, () -> "it is not tried again");
		one.sessions().pause(one.task(), Optional.empty());
		assertEquals(List.of(LOCKED), failures());
	}

	private static boolean isRefused(TaskView view) {
		return view.problems().stream().anyMatch(each -> each.subject().equals("a"));
	}
}
