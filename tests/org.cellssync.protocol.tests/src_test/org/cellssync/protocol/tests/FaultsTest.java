package org.cellssync.protocol.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.cellssync.api.diagnostic.Code.REMOTE_CHANGED_MEANWHILE;
import static org.cellssync.api.diagnostic.Code.REMOTE_LOCKED_OR_FORBIDDEN;
import static org.cellssync.api.diagnostic.Code.REMOTE_NO_RECYCLE_BIN;
import static org.cellssync.api.diagnostic.Code.REMOTE_ROOT_MISSING;
import static org.cellssync.api.diagnostic.Code.REMOTE_STORAGE_FULL;
import static org.cellssync.api.diagnostic.Code.REMOTE_UNSETTLED;
import static org.cellssync.api.diagnostic.Code.SERVER_BODY_LIMIT;
import static org.cellssync.api.diagnostic.Code.SERVER_ERROR;
import static org.cellssync.api.diagnostic.Code.SERVER_GRPC_UNAVAILABLE;
import static org.cellssync.api.diagnostic.Code.SERVER_TIMEOUT;
import static org.cellssync.api.diagnostic.Code.SERVER_UNREACHABLE;
import static org.cellssync.api.diagnostic.Code.SIGNED_OUT;
import static org.cellssync.protocol.tests.Outcomes.assertDone;
import static org.cellssync.protocol.tests.Outcomes.failure;
import static org.cellssync.protocol.tests.Outcomes.http;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.endpoint.Endpoint;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.endpoint.Hint;
import org.cellssync.api.endpoint.Outcome;
import org.cellssync.api.endpoint.Scan;
import org.cellssync.api.endpoint.ScanRequest;
import org.cellssync.api.endpoint.StepObserver;
import org.cellssync.api.state.KnownContent;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.sync.Change;
import org.cellssync.core.sync.Move;
import org.cellssync.core.sync.Step;
import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Identities;
import org.cellssync.core.tree.Identity;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.core.tree.Tree;
import org.cellssync.core.tree.Unread;
import org.cellssync.sandbox.SandboxOptions;
import org.cellssync.testkit.Eventually;
import org.cellssync.testkit.MemorySource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Everything a server or what stands in front of it may answer, for each kind of call: the words a person is shown while it
 * is so, that nothing is harmed, and that the same thing tried again is done once it is over.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class FaultsTest {

	private static final byte[] BEFORE = "as it was before".getBytes(UTF_8);
	private static final byte[] AFTER = "as it is to become".getBytes(UTF_8);
	private static final int ALWAYS = 1000;
	private static final AtomicInteger COUNT = new AtomicInteger();

	private static CellsBench bench;
	private static Endpoint endpoint;

	private final Cancellation cancel = new Cancellation();
	private final String name = "item " + COUNT.incrementAndGet();

	@BeforeAll
	static void open() throws Exception {
		bench = CellsBench.start(SandboxOptions.defaults().withHashDelay(Duration.ZERO));
		endpoint = bench.endpoint();
	}

	@AfterAll
	static void close() throws Exception {
		bench.close();
	}

	@AfterEach
	void heal() throws Exception {
		bench.faults(Map.of("clear", true));
		if (bench.somebody().read(bench.path(name)).isPresent()) {
			bench.delete(name);
		}
	}

	static Stream<Arguments> uploads() {
		return Stream.of(arguments(400, SERVER_ERROR), arguments(401, REMOTE_LOCKED_OR_FORBIDDEN),
				arguments(403, REMOTE_LOCKED_OR_FORBIDDEN), arguments(404, REMOTE_CHANGED_MEANWHILE),
				arguments(408, SERVER_TIMEOUT), arguments(409, REMOTE_CHANGED_MEANWHILE), arguments(411, SERVER_ERROR),
				arguments(412, REMOTE_CHANGED_MEANWHILE), arguments(413, SERVER_BODY_LIMIT),
				arguments(416, REMOTE_CHANGED_MEANWHILE), arguments(423, REMOTE_UNSETTLED), arguments(429, SERVER_ERROR),
				arguments(500, SERVER_ERROR), arguments(502, SERVER_UNREACHABLE), arguments(503, SERVER_ERROR),
				arguments(504, SERVER_TIMEOUT), arguments(507, REMOTE_STORAGE_FULL));
	}

	@ParameterizedTest(name = "HTTP {0}: {1}")
	@MethodSource("uploads")
	void anUploadThatIsRefusedLeavesTheFile(int status, Code told) throws Exception {
		bench.write(name, BEFORE);
		Scan seen = scan();
		bench.faults(failing("S3 PUT", ALWAYS, http(status)));
		assertEquals(told, failure(apply(seen, change(seen))));
		assertArrayEquals(BEFORE, content());
		bench.faults(Map.of("clear", true));
		assertDone(apply(seen, change(seen)));
		assertArrayEquals(AFTER, content());
	}

	static Stream<Arguments> downloads() {
		// A lock, and a server that is busy, are waited for, for seconds: one row of each is enough.
		return uploads().filter(each -> !each.get()[0].equals(423) && !each.get()[0].equals(429));
	}

	@ParameterizedTest(name = "HTTP {0}: {1}")
	@MethodSource("downloads")
	void aDownloadThatIsRefusedIsHadLater(int status, Code told) throws Exception {
		bench.write(name, BEFORE);
		Scan seen = scan();
		bench.faults(failing("S3 GET", ALWAYS, http(status)));
		assertEquals(told, assertThrows(EndpointException.class, () -> read(seen)).diagnostic().code());
		bench.faults(Map.of("clear", true));
		assertArrayEquals(BEFORE, read(seen));
	}

	static Stream<Arguments> deletions() {
		return Stream.of(arguments(400, SERVER_ERROR), arguments(401, SIGNED_OUT),
				arguments(403, REMOTE_LOCKED_OR_FORBIDDEN), arguments(404, REMOTE_NO_RECYCLE_BIN),
				arguments(408, SERVER_TIMEOUT), arguments(409, REMOTE_CHANGED_MEANWHILE), arguments(411, SERVER_ERROR),
				arguments(412, REMOTE_CHANGED_MEANWHILE), arguments(413, SERVER_ERROR), arguments(423, REMOTE_UNSETTLED),
				arguments(429, SERVER_ERROR), arguments(500, SERVER_ERROR), arguments(502, SERVER_UNREACHABLE),
				arguments(503, SERVER_UNREACHABLE), arguments(504, SERVER_TIMEOUT), arguments(507, SERVER_ERROR));
	}

	@ParameterizedTest(name = "HTTP {0}: {1}")
	@MethodSource("deletions")
	void aDeletionThatIsRefusedLeavesTheFile(int status, Code told) throws Exception {
		bench.write(name, BEFORE);
		Scan seen = scan();
		Change deletion = new Change(SyncPath.of(name), Tree.at(seen.tree(), SyncPath.of(name)), Entry.Absent.ABSENT);
		bench.faults(failing("REST delete", ALWAYS, http(status)));
		assertEquals(told, failure(apply(seen, deletion)));
		assertArrayEquals(BEFORE, content());
		bench.faults(Map.of("clear", true));
		assertDone(apply(seen, deletion));
		assertEquals(Optional.empty(), bench.somebody().read(bench.path(name)));
	}

	static Stream<Arguments> statuses() {
		return Stream.of(arguments("CANCELLED", SERVER_UNREACHABLE), arguments("UNKNOWN", SERVER_ERROR),
				arguments("INVALID_ARGUMENT", SERVER_ERROR), arguments("DEADLINE_EXCEEDED", SERVER_TIMEOUT),
				arguments("NOT_FOUND", REMOTE_CHANGED_MEANWHILE), arguments("ALREADY_EXISTS", REMOTE_CHANGED_MEANWHILE),
				arguments("PERMISSION_DENIED", REMOTE_LOCKED_OR_FORBIDDEN), arguments("RESOURCE_EXHAUSTED", SERVER_ERROR),
				arguments("FAILED_PRECONDITION", SERVER_ERROR), arguments("ABORTED", REMOTE_CHANGED_MEANWHILE),
				arguments("OUT_OF_RANGE", SERVER_ERROR), arguments("UNIMPLEMENTED", SERVER_GRPC_UNAVAILABLE),
				arguments("INTERNAL", SERVER_ERROR), arguments("UNAVAILABLE", SERVER_UNREACHABLE),
				arguments("DATA_LOSS", SERVER_ERROR), arguments("UNAUTHENTICATED", SIGNED_OUT));
	}

	@ParameterizedTest(name = "{0}: {1}")
	@MethodSource("statuses")
	void aMoveThatIsRefusedLeavesTheFile(String status, Code told) throws Exception {
		bench.write(name, BEFORE);
		Scan seen = scan();
		Move move = new Move(SyncPath.of(name), SyncPath.of(name + " moved"), Tree.at(seen.tree(), SyncPath.of(name)));
		bench.faults(failing("tree.NodeReceiver/UpdateNode", ALWAYS, grpc(status)));
		assertEquals(told, failure(apply(seen, move)));
		assertArrayEquals(BEFORE, content());
		bench.faults(Map.of("clear", true));
		assertDone(apply(seen, move));
		assertArrayEquals(BEFORE, bench.somebody().get(bench.path(name + " moved")).orElseThrow());
		bench.delete(name + " moved");
	}

	@ParameterizedTest(name = "{0}: {1}")
	@MethodSource("statuses")
	void aFolderThatIsRefusedIsMadeLater(String status, Code told) throws Exception {
		Scan seen = scan();
		Change folder = new Change(SyncPath.of(name), Entry.Absent.ABSENT, Directory.EMPTY);
		bench.faults(failing("tree.NodeReceiver/CreateNode", ALWAYS, grpc(status)));
		assertEquals(told, failure(apply(seen, folder)));
		assertEquals(Optional.empty(), bench.somebody().read(bench.path(name)));
		bench.faults(Map.of("clear", true));
		assertDone(apply(seen, folder));
	}

	static Stream<Arguments> looks() {
		return statuses().map(Arguments::get)
				.map(each -> each[0].equals("NOT_FOUND") ? arguments("NOT_FOUND", REMOTE_ROOT_MISSING) : arguments(each))
				.flatMap(each -> Stream.of("tree.NodeProvider/ListNodes", "tree.NodeProvider/ReadNode")
						.map(method -> arguments(method, each.get()[0], each.get()[1])));
	}

	@ParameterizedTest(name = "{0} {1}: {2}")
	@MethodSource("looks")
	void aLookThatIsRefusedIsNoTree(String method, String status, Code told) throws Exception {
		bench.write(name, BEFORE);
		scan();
		bench.faults(failing(method, ALWAYS, grpc(status)));
		assertEquals(told, assertThrows(EndpointException.class, this::scan).diagnostic().code());
		bench.faults(Map.of("clear", true));
		assertTrue(Tree.at(scan().tree(), SyncPath.of(name)).exists());
	}

	static Stream<Arguments> breaks() {
		List<Arguments> all = new ArrayList<>();
		for (String answer : List.of("reset", "halfBody", "lostReply")) {
			for (String method : List.of("S3 PUT", "S3 GET", "REST delete", "tree.NodeReceiver/UpdateNode",
					"tree.NodeReceiver/CreateNode", "tree.NodeProvider/ListNodes", "tree.NodeProvider/ReadNode")) {
				all.add(arguments(answer, method));
			}
		}
		return all.stream();
	}

	/** Everything is done at the second try, if not at the first, and once. */
	@ParameterizedTest(name = "{0} of {1}")
	@MethodSource("breaks")
	void whatBrokeOffIsDoneInTheEnd(String answer, String method) throws Exception {
		bench.write(name + "/old", BEFORE);
		bench.write(name + "/doomed", BEFORE);
		bench.write(name + "/moving", BEFORE);
		bench.faults(failing(method, 1, answer));
		for (int round = 0; round < 4; round++) {
			try {
				Scan seen = scan();
				List<Step> steps = left(seen);
				if (steps.isEmpty()) {
					break;
				}
				endpoint.apply(seen, steps, source(), StepObserver.NONE, cancel);
				read(scan(), name + "/old");
			} catch (EndpointException | IOException broken) {
				// The next round tries again, as a task does.
				continue;
			}
		}
		assertEquals(List.of(), left(scan()));
		assertArrayEquals(AFTER, bench.content().get(name + "/old").orElseThrow());
		assertArrayEquals(BEFORE, bench.content().get(name + "/moved").orElseThrow());
		assertEquals(5, bench.content().keySet().stream().filter(each -> each.startsWith(name)).count(),
				bench.content().keySet().toString());
	}

	/** Returns what is left to do until the folder is as it is to become. */
	private List<Step> left(Scan seen) {
		List<Step> steps = new ArrayList<>();
		SyncPath folder = SyncPath.of(name);
		Entry old = Tree.at(seen.tree(), folder.child("old"));
		if (old instanceof Entry.File file && file.size() != AFTER.length) {
			steps.add(new Change(folder.child("old"), old, file(AFTER)));
		}
		if (!Tree.at(seen.tree(), folder.child("new")).exists()) {
			steps.add(new Change(folder.child("new"), Entry.Absent.ABSENT, file(AFTER)));
		}
		if (!Tree.at(seen.tree(), folder.child("made")).exists()) {
			steps.add(new Change(folder.child("made"), Entry.Absent.ABSENT, Directory.EMPTY));
		}
		if (Tree.at(seen.tree(), folder.child("moving")).exists()) {
			steps.add(new Move(folder.child("moving"), folder.child("moved"), Tree.at(seen.tree(), folder.child("moving"))));
		}
		if (Tree.at(seen.tree(), folder.child("doomed")).exists()) {
			steps.add(new Change(folder.child("doomed"), Tree.at(seen.tree(), folder.child("doomed")), Entry.Absent.ABSENT));
		}
		return steps;
	}

	@ParameterizedTest
	@ValueSource(strings = { "S3 PUT", "S3 GET", "REST delete", "tree.NodeReceiver/UpdateNode",
			"tree.NodeReceiver/CreateNode", "tree.NodeProvider/ListNodes", "tree.NodeProvider/ReadNode" })
	void whatHangsIsGivenUpWhenATaskIsStopped(String method) throws Exception {
		bench.write(name + "/old", BEFORE);
		bench.write(name + "/doomed", BEFORE);
		bench.write(name + "/moving", BEFORE);
		Scan seen = scan();
		bench.faults(failing(method, ALWAYS, "hang"));
		long before = bench.calls(method);
		Thread stopper = Thread.ofPlatform().daemon().start(() -> {
			try {
				Eventually.holds(() -> assertTrue(bench.calls(method) > before));
			} catch (Exception e) {
				throw new IllegalStateException(e);
			} finally {
				cancel.cancel();
			}
		});
		assertThrows(CancellationException.class, () -> {
			endpoint.apply(seen, left(seen), source(), StepObserver.NONE, cancel);
			read(seen, name + "/old");
			scan();
		});
		stopper.join();
	}

	@Test
	void aConnectionThatTheServerEndsIsMadeAnew() throws Exception {
		bench.write(name, BEFORE);
		for (int round = 0; round < 3; round++) {
			bench.faults(Map.of("goAway", true));
			assertTrue(Tree.at(scan().tree(), SyncPath.of(name)).exists());
		}
	}

	private static Map<String, ?> failing(String method, int calls, Object answer) {
		return Map.of("fail", List.of(Map.of("method", method, "calls", calls, "answer", answer)));
	}

	private static Object grpc(String status) {
		return Map.of("grpc", Map.of("code", status, "message", "words of the server"));
	}

	private Change change(Scan seen) {
		return new Change(SyncPath.of(name), Tree.at(seen.tree(), SyncPath.of(name)), file(AFTER));
	}

	private static Entry.File file(byte[] content) {
		return new Entry.File(new Unread(1, 2), content.length, false);
	}

	private MemorySource source() {
		return new MemorySource().with(name, AFTER).with(name + "/old", AFTER).with(name + "/new", AFTER);
	}

	private Outcome apply(Scan seen, Step step) {
		return endpoint.apply(seen, List.of(step), source(), StepObserver.NONE, cancel);
	}

	private byte[] content() throws Exception {
		return bench.somebody().get(bench.path(name)).orElseThrow();
	}

	private byte[] read(Scan seen) throws Exception {
		return read(seen, name);
	}

	private byte[] read(Scan seen, String path) throws EndpointException, IOException {
		Identity identity = seen.identities().of(SyncPath.of(path)).orElseThrow();
		long size = Tree.at(seen.tree(), SyncPath.of(path)) instanceof Entry.File file ? file.size() : 0;
		try (InputStream input = endpoint.open(SyncPath.of(path), identity, cancel).read(0, size)) {
			return input.readAllBytes();
		}
	}

	private Scan scan() throws EndpointException {
		return endpoint.scan(new ScanRequest(Optional.empty(), Hint.Everything.EVERYTHING, Directory.EMPTY,
				Identities.NONE, KnownContent.NONE, (path, directory) -> false), cancel);
	}
}
