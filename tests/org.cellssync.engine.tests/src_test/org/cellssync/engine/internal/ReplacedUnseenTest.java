package org.cellssync.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.endpoint.EndpointSettings;
import org.cellssync.api.endpoint.TrashItem;
import org.cellssync.api.session.TaskStatus;
import org.cellssync.api.session.TaskView;
import org.cellssync.sandbox.Sandbox;
import org.cellssync.sandbox.SandboxOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a running task replaces unseen is told, and had back where the server keeps versions. */
class ReplacedUnseenTest {

	private static final String OURS = "ours, of one length";
	private static final String THEIRS = "theirs, of one more";

	@TempDir
	Path home;

	private Sandbox server;
	private Control control;
	private Computer one;
	private Computer two;

	@BeforeEach
	void connect() throws Exception {
		server = Sandbox.start(SandboxOptions.defaults().withHashDelay(Duration.ZERO));
		control = new Control(server);
		one = new Computer(home.resolve("one"), server).connect(0, "personal-files");
		two = new Computer(home.resolve("two"), server).connect(0, "personal-files");
		one.write("folder/.file", "before").write("other", "other");
		one.sync();
		two.sync();
	}

	private void follow() throws Exception {
		one.sessions().start();
		one.await(view -> view.status() instanceof TaskStatus.InSync);
	}

	@AfterEach
	void disconnect() throws Exception {
		control.close();
		one.close();
		two.close();
		server.close();
	}

	/** Both write: the second after the first has looked, and before the first's content stands there. */
	private void writeAtOnce(String... orders) throws Exception {
		control.order("{\"holdUploads\":1}");
		one.write("folder/.file", OURS);
		Computer.until(() -> control.calls("held uploads") == 1, () -> "nothing was sent");
		two.write("folder/.file", THEIRS);
		two.sync();
		List.of(orders).forEach(control::order);
		control.order("{\"holdUploads\":0}");
	}

	private static boolean tells(TaskView view, Code code) {
		return view.problems().contains(Diagnostic.of(code, "folder/.file"));
	}

	@Test
	void whatTheServerKeepsIsInTheTrash() throws Exception {
		follow();
		control.order("{\"versions\":0}");
		writeAtOnce();
		one.await(view -> tells(view, Code.REMOTE_WRITE_KEPT));
		List<TrashItem> kept = one.trash().list();
		assertEquals(List.of("folder/.file"), kept.stream().map(item -> item.path().value()).toList());
		assertEquals(OURS, one.read("folder/.file"), "what is newer stays");
		Path restored = one.trash().restore(kept.getFirst(), Optional.empty());
		assertEquals(THEIRS, Files.readString(restored));
		two.sync();
		assertEquals(OURS, two.read("folder/.file"));
	}

	@Test
	void whatFailsIsTriedAgain() throws Exception {
		follow();
		control.order("{\"versions\":0}");
		writeAtOnce("{\"fail\":[{\"method\":\"tree.NodeProvider/ListNodes\",\"calls\":1,"
				+ "\"answer\":{\"grpc\":{\"code\":\"UNKNOWN\",\"message\":\"no versions service\"}}}]}");
		one.await(view -> tells(view, Code.REMOTE_WRITE_KEPT));
		assertEquals(1, one.trash().list().size());
	}

	@Test
	void withoutVersionsItIsTold() throws Exception {
		follow();
		writeAtOnce();
		one.await(view -> tells(view, Code.REMOTE_WRITE_REPLACED));
		assertEquals(List.of(), one.trash().list());
		assertTrue(one.view().conflicts().isEmpty());
	}

	/** Telling a version from others takes fetching it, which what cannot be kept is not worth. */
	@Test
	void whatIsTooLargeForTheTrashIsNotFetched() throws Exception {
		EndpointSettings little = EndpointSettings.DEFAULT.withTrash(Duration.ofDays(1), THEIRS.length() - 1);
		one.edit(options -> options.withSettings(little));
		follow();
		control.order("{\"versions\":0}");
		long before = control.calls("S3 GET");
		writeAtOnce();
		one.await(view -> tells(view, Code.REMOTE_WRITE_REPLACED));
		one.await(view -> view.status() instanceof TaskStatus.InSync);
		assertEquals(List.of(), one.trash().list());
		assertEquals(before, control.calls("S3 GET"), "nothing is fetched");
	}

	/** Nobody watches a single run, which therefore listens while it writes. */
	@Test
	void aSingleRunNoticesItToo() throws Exception {
		control.order("{\"versions\":0,\"holdUploads\":1}");
		one.write("folder/.file", OURS);
		var run = CompletableFuture.supplyAsync(() -> {
			try {
				return one.sync();
			} catch (EndpointException e) {
				throw new CompletionException(e);
			}
		});
		Computer.until(() -> control.calls("held uploads") == 1, () -> "nothing was sent");
		two.write("folder/.file", THEIRS);
		two.sync();
		control.order("{\"holdUploads\":0}");
		Computer.Ran ran = run.get(60, TimeUnit.SECONDS);
		assertTrue(tells(ran.summary().view(), Code.REMOTE_WRITE_KEPT), ran::toString);
		Path restored = one.trash().restore(one.trash().list().getFirst(), Optional.empty());
		assertEquals(THEIRS, Files.readString(restored));
	}
}
