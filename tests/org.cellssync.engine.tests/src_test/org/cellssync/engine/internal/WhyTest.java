package org.cellssync.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.session.Explanation;
import org.cellssync.api.session.Explanation.State;
import org.cellssync.api.session.TaskStatus;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.sandbox.Sandbox;
import org.cellssync.sandbox.SandboxOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Why an item is, or is not, the same on both ends: asked of a task at rest and of one that runs. */
class WhyTest {

	@TempDir
	Path home;

	private Sandbox server;
	private Computer one;

	@BeforeEach
	void connect() throws Exception {
		server = Sandbox.start(SandboxOptions.defaults());
		one = new Computer(home.resolve("one"), server).connect(0, "personal-files");
	}

	@AfterEach
	void disconnect() throws Exception {
		one.close();
		server.close();
	}

	private Explanation why(String path) throws EndpointException {
		return one.sessions().why(one.task(), SyncPath.of(path), new Cancellation());
	}

	@Test
	void tellsWhatIsTheSameWhatWaitsAndWhatIsNowhere() throws Exception {
		one.write("folder/same.txt", "same").write("other.txt", "other");
		one.sync();
		Explanation same = why("folder/same.txt");
		assertEquals(State.IN_SYNC, same.state());
		assertEquals("folder/same.txt", same.last().orElseThrow().path());
		assertEquals(State.IN_SYNC, why("folder").state());
		one.write("folder/new.txt", "new");
		assertEquals(State.PENDING, why("folder/new.txt").state());
		Explanation folder = why("folder");
		assertEquals(State.PENDING, folder.state());
		assertEquals(SyncPath.of("folder/new.txt"), folder.at());
		assertEquals(State.IN_SYNC, why("other.txt").state());
		assertEquals(State.UNKNOWN, why("nowhere.txt").state());
		assertEquals(1, one.sync().summary().uploaded().files(), "asking changed nothing");
	}

	@Test
	void namesTheRuleThatLeavesSomethingOut() throws Exception {
		one.write("folder/~$open.docx", "lock").write("folder/plain.txt", "plain");
		one.sync();
		Explanation ignored = why("folder/~$open.docx");
		assertEquals(State.LEFT_OUT, ignored.state());
		assertEquals("~$*", ignored.leftOut().orElseThrow().rule().orElseThrow().text());
		assertEquals(State.IN_SYNC, why("folder").state(), "what is left out is no difference");
		assertEquals(State.LEFT_OUT, why("recycle_bin/anything").state());
	}

	@Test
	void tellsAConflictBeforeAnyRunMetIt() throws Exception {
		one.write("both.txt", "first");
		one.sync();
		try (Computer two = new Computer(home.resolve("two"), server).connect(0, "personal-files")) {
			two.sync();
			two.write("both.txt", "theirs, longer");
			two.sync();
		}
		one.write("both.txt", "mine");
		assertEquals(State.CONFLICT, why("both.txt").state());
	}

	@Test
	void tellsWhatTheOtherEndCannotHold() throws Exception {
		one.write("folder/a.txt", "a");
		Files.createSymbolicLink(one.path("folder/link"), Path.of("nowhere"));
		one.sync();
		Explanation link = why("folder/link");
		assertEquals(State.HELD, link.state());
		assertEquals(Code.LINK_NOT_SYNCED, link.trouble().orElseThrow().code());
		assertEquals(State.IN_SYNC, why("folder").state(), "nothing else in it differs");
	}

	@Test
	void tellsATroubleWithItsCure() throws Exception {
		one.write("folder/\u00e9.txt", "one").write("folder/e\u0301.txt", "another of the same name");
		assertEquals(Code.NAME_CLASH, one.sync().summary().view().problems().getFirst().code(), "told though it is new");
		Explanation bad = why("folder/\u00e9.txt");
		assertEquals(State.PROBLEM, bad.state());
		assertEquals(Code.NAME_CLASH, bad.trouble().orElseThrow().code());
		assertEquals(SyncPath.of("folder/\u00e9.txt"), why("folder").at());
	}

	@Test
	void saysWhatStopsTheWholeTask() throws Exception {
		one.write("a.txt", "a");
		one.sync();
		one.write("b.txt", "b");
		server.close();
		Explanation waiting = why("b.txt");
		assertEquals(State.UNKNOWN, waiting.state(), "what could not be looked at is what was agreed upon");
		assertEquals(Code.SERVER_UNREACHABLE, waiting.trouble().orElseThrow().code());
		assertEquals(server.url().toString(), waiting.trouble().orElseThrow().subject(), "it is the server that is away");
		Explanation known = why("a.txt");
		assertEquals(State.PENDING, known.state());
		assertEquals(Code.SERVER_UNREACHABLE, known.trouble().orElseThrow().code());
	}

	@Test
	void asksARunningTaskWithoutStoppingIt() throws Exception {
		one.write("a.txt", "a");
		one.sessions().start();
		one.await(view -> view.status() instanceof TaskStatus.InSync && view.lastSuccess().isPresent());
		assertEquals(State.IN_SYNC, why("a.txt").state());
		assertTrue(one.view().status() instanceof TaskStatus.InSync);
	}
}
