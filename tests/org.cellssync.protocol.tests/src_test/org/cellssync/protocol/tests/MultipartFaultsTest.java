package org.cellssync.protocol.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.cellssync.api.diagnostic.Code.REMOTE_CHANGED_MEANWHILE;
import static org.cellssync.api.diagnostic.Code.REMOTE_LOCKED_OR_FORBIDDEN;
import static org.cellssync.api.diagnostic.Code.REMOTE_STORAGE_FULL;
import static org.cellssync.api.diagnostic.Code.SERVER_BODY_LIMIT;
import static org.cellssync.api.diagnostic.Code.SERVER_ERROR;
import static org.cellssync.api.diagnostic.Code.SERVER_TIMEOUT;
import static org.cellssync.api.diagnostic.Code.SERVER_UNREACHABLE;
import static org.cellssync.protocol.tests.Outcomes.assertDone;
import static org.cellssync.protocol.tests.Outcomes.http;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.endpoint.ContentSource;
import org.cellssync.api.endpoint.Endpoint;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.endpoint.EndpointSettings;
import org.cellssync.api.endpoint.Hint;
import org.cellssync.api.endpoint.Outcome;
import org.cellssync.api.endpoint.Scan;
import org.cellssync.api.endpoint.ScanRequest;
import org.cellssync.api.endpoint.StepObserver;
import org.cellssync.api.endpoint.StepResult;
import org.cellssync.api.state.KnownContent;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.sync.Change;
import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Identities;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.core.tree.Tree;
import org.cellssync.core.tree.Unread;
import org.cellssync.endpoint.cells.internal.CellsEndpointFactory;
import org.cellssync.endpoint.cells.internal.Sending;
import org.cellssync.sandbox.SandboxOptions;
import org.cellssync.testkit.MemorySource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * As {@link FaultsTest}, for each call of an upload in parts: the words while something is wrong, that the file stays as it
 * was, that it is sent once that is over, and that of all that was begun nothing is left on the server.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class MultipartFaultsTest {

	private static final String BEGIN = "S3 POST uploads";
	private static final String PART = "S3 PUT part";
	private static final String COMPLETE = "S3 POST uploadId";
	private static final String ABORT = "S3 DELETE uploadId";
	private static final int LENGTH = 10 << 20;
	private static final byte[] BEFORE = "as it was before".getBytes(UTF_8);
	private static final byte[] AFTER = bytes(LENGTH + 1);
	private static final int ALWAYS = 1000;
	private static final AtomicInteger COUNT = new AtomicInteger();

	@TempDir
	private static Path notes;
	private static CellsBench bench;
	private static Endpoint endpoint;

	private final Cancellation cancel = new Cancellation();
	private final String name = "item " + COUNT.incrementAndGet();
	private final Map<String, Long> callsBefore = new HashMap<>();

	@BeforeAll
	static void open() throws Exception {
		bench = CellsBench.start(SandboxOptions.defaults().withHashDelay(Duration.ZERO));
		endpoint = new CellsEndpointFactory(bench.connections(), new Sending(8, LENGTH))
				.open(bench.address(bench.path("").replaceAll("/$", "")), notes, EndpointSettings.DEFAULT);
	}

	@AfterAll
	static void close() throws Exception {
		endpoint.close();
		bench.close();
	}

	@AfterEach
	void heal() throws Exception {
		bench.faults(Map.of("clear", true));
		if (bench.somebody().read(bench.path(name)).isPresent()) {
			bench.delete(name);
		}
	}

	private static byte[] bytes(int count) {
		byte[] all = new byte[count];
		new Random(3).nextBytes(all);
		return all;
	}

	static Stream<Arguments> refusals() {
		// Locks, and a server that is busy, are waited for: FaultsTest has them, and the pauses are the same.
		return Stream.of(arguments(400, SERVER_ERROR), arguments(401, REMOTE_LOCKED_OR_FORBIDDEN),
				arguments(403, REMOTE_LOCKED_OR_FORBIDDEN), arguments(404, REMOTE_CHANGED_MEANWHILE),
				arguments(408, SERVER_TIMEOUT), arguments(409, REMOTE_CHANGED_MEANWHILE), arguments(413, SERVER_BODY_LIMIT),
				arguments(500, SERVER_ERROR), arguments(502, SERVER_UNREACHABLE), arguments(503, SERVER_ERROR),
				arguments(504, SERVER_TIMEOUT), arguments(507, REMOTE_STORAGE_FULL))
				.flatMap(each -> Stream.of(BEGIN, PART, COMPLETE)
						.map(method -> arguments(method, each.get()[0], each.get()[1])));
	}

	@ParameterizedTest(name = "{0}, HTTP {1}: {2}")
	@MethodSource("refusals")
	void whatIsRefusedLeavesTheFile(String method, int status, Code told) throws Exception {
		bench.write(name, BEFORE);
		Scan seen = scan();
		count();
		bench.faults(failing(method, ALWAYS, http(status)));
		assertEquals(told, Outcomes.failure(apply(seen)));
		assertArrayEquals(BEFORE, content());
		assertEquals(Tree.at(seen.tree(), SyncPath.of(name)), Tree.at(scan().tree(), SyncPath.of(name)));
		bench.faults(Map.of("clear", true));
		assertDone(apply(seen));
		assertArrayEquals(AFTER, content());
		assertNothingIsLeft(method.equals(BEGIN) ? 0 : 1);
	}

	/** Where it cannot be ended either, it is ended when it is begun anew. */
	@ParameterizedTest(name = "HTTP {0}")
	@ValueSource(ints = { 400, 403, 404, 500, 502, 503, 504 })
	void whatCannotBeEndedIsEndedLater(int status) throws Exception {
		bench.write(name, BEFORE);
		Scan seen = scan();
		count();
		bench.faults(Map.of("fail", List.of(failure(PART, ALWAYS, http(400)), failure(ABORT, ALWAYS, http(status)))));
		assertEquals(SERVER_ERROR, Outcomes.failure(apply(seen)), "of what was to be done, and not of the cleaning up");
		assertArrayEquals(BEFORE, content());
		// A server that says it knows of no such upload has none.
		assertEquals(status != 404, Files.exists(notes.resolve("open-uploads")));
		bench.faults(Map.of("clear", true));
		long ended = bench.calls(ABORT);
		assertDone(apply(seen));
		assertArrayEquals(AFTER, content());
		assertEquals(status == 404 ? 0 : 1, bench.calls(ABORT) - ended);
		assertFalse(Files.exists(notes.resolve("open-uploads")));
	}

	static Stream<Arguments> breaks() {
		// Half a body is a matter of those that have one.
		return Stream.concat(Stream.of(arguments("halfBody", PART)), Stream.of("reset", "lostReply")
				.flatMap(answer -> Stream.of(BEGIN, PART, COMPLETE, ABORT).map(method -> arguments(answer, method))));
	}

	/** One break is gone over at once, without a word, or by the next try where it shows late. */
	@ParameterizedTest(name = "{0} of {1}")
	@MethodSource("breaks")
	void oneBreakIsGoneOver(String answer, String method) throws Exception {
		Scan seen = scan();
		count();
		bench.faults(failing(method, 1, answer));
		if (method.equals(ABORT)) {
			bench.faults(failing(PART, 1, http(400)));
			assertEquals(SERVER_ERROR, Outcomes.failure(apply(seen)));
			assertEquals(Optional.empty(), bench.somebody().read(bench.path(name)), "nor is the place of the new file");
			assertFalse(Files.exists(notes.resolve("open-uploads")));
		}
		applyDespiteABreak(seen);
		assertArrayEquals(AFTER, content());
		assertEquals(1, bench.content().keySet().stream().filter(each -> each.startsWith(name)).count());
		assertNothingIsLeft(method.equals(ABORT) ? 1 : 0);
	}

	/** The connection breaks each time, before or after the server did its part: it is done in the end, and once. */
	@ParameterizedTest(name = "{0} of {1}")
	@MethodSource("breaks")
	void breaksWithoutEndAreGoneOverOnceTheyEnd(String answer, String method) throws Exception {
		Scan seen = scan();
		bench.faults(Map.of("fail", method.equals(ABORT)
				? List.of(failure(PART, 1, http(400)), failure(ABORT, ALWAYS, answer))
				: List.of(failure(method, ALWAYS, answer))));
		assertEquals(method.equals(ABORT) ? SERVER_ERROR : SERVER_UNREACHABLE, Outcomes.failure(apply(seen)));
		bench.faults(Map.of("clear", true));
		Scan now = scan();
		boolean arrived = method.equals(COMPLETE) && answer.equals("lostReply");
		assertEquals(arrived, Tree.at(now.tree(), SyncPath.of(name)).exists());
		long parts = bench.calls(PART);
		Outcome again = apply(seen);
		assertDone(again);
		if (arrived) {
			assertFalse(((StepResult.Done) again.results().getFirst()).changed(), "it was there");
			assertEquals(parts, bench.calls(PART));
		}
		assertArrayEquals(AFTER, content());
		assertFalse(Files.exists(notes.resolve("open-uploads")));
		assertTrue(Tree.at(scan().tree(), SyncPath.of(name)).exists());
	}

	/**
	 * The server has made a place for a new file and told nobody: it is neither taken for somebody else's file that is about
	 * to come, which would keep ours waiting for ever, nor left behind.
	 */
	@Test
	void whatWasBegunWithoutAnAnswerIsEndedWhereTheFileDoesNotComeAnyMore() throws Exception {
		Scan seen = scan();
		bench.faults(failing(BEGIN, ALWAYS, "lostReply"));
		assertEquals(SERVER_UNREACHABLE, Outcomes.failure(apply(seen)));
		assertTrue(bench.somebody().read(bench.path(name)).isPresent(), "the place");
		assertEquals(Entry.Absent.ABSENT, Tree.at(scan().tree(), SyncPath.of(name)));
		// While the server is away still, nothing is forgotten.
		endpoint.endUnfinished(new TreeSet<>(), cancel);
		assertTrue(Files.exists(notes.resolve("open-uploads")));
		bench.faults(Map.of("clear", true));
		endpoint.endUnfinished(new TreeSet<>(), cancel);
		assertEquals(Optional.empty(), bench.somebody().read(bench.path(name)));
		assertFalse(Files.exists(notes.resolve("open-uploads")));
	}

	@Test
	void aLostReplyAfterTheEndIsFoundOutByLooking() throws Exception {
		bench.write(name, BEFORE);
		Scan seen = scan();
		count();
		bench.faults(failing(COMPLETE, 1, "lostReply"));
		applyDespiteABreak(seen);
		assertArrayEquals(AFTER, content());
		assertTrue(calls(COMPLETE) <= 2, "asked again at most, and told that there is no such upload any more");
		assertEquals(1, calls(BEGIN));
		assertEquals(2, calls(PART));
		assertNothingIsLeft(0);
	}

	/** Remembers how often each method was called so far. */
	private void count() throws Exception {
		for (String method : List.of(BEGIN, PART, COMPLETE, ABORT)) {
			callsBefore.put(method, bench.calls(method));
		}
	}

	private long calls(String method) throws Exception {
		return bench.calls(method) - callsBefore.get(method);
	}

	/** @param ended how many uploads were to be ended without a file */
	private void assertNothingIsLeft(int ended) throws Exception {
		assertFalse(Files.exists(notes.resolve("open-uploads")));
		assertTrue(calls(ABORT) >= ended, calls(ABORT) + " ended");
		assertTrue(calls(BEGIN) > 0);
	}

	private static Map<String, ?> failing(String method, int calls, Object answer) {
		return Map.of("fail", List.of(failure(method, calls, answer)));
	}

	private static Map<String, ?> failure(String method, int calls, Object answer) {
		return Map.of("method", method, "calls", calls, "answer", answer);
	}

	private Outcome apply(Scan seen) {
		Change step = new Change(SyncPath.of(name), Tree.at(seen.tree(), SyncPath.of(name)),
				new Entry.File(new Unread(1, 2), AFTER.length, false));
		ContentSource source = new MemorySource().with(name, AFTER);
		return endpoint.apply(seen, List.of(step), source, StepObserver.NONE, cancel);
	}

	/**
	 * Calls that break soon after they began are repeated at once, as they may have met a connection that was closed. On a
	 * slow machine a break may show later, and is told then; nothing is left of it for the next try.
	 */
	private void applyDespiteABreak(Scan seen) {
		Outcome outcome = apply(seen);
		if (outcome.failure().isPresent() || !(outcome.results().getFirst() instanceof StepResult.Done)) {
			assertEquals(SERVER_UNREACHABLE, Outcomes.failure(outcome));
			outcome = apply(seen);
		}
		assertDone(outcome);
		endpoint.endUnfinished(new TreeSet<>(), cancel);
	}

	private byte[] content() throws Exception {
		return bench.somebody().get(bench.path(name)).orElseThrow();
	}

	private Scan scan() throws EndpointException {
		return endpoint.scan(new ScanRequest(Optional.empty(), Hint.Everything.EVERYTHING, Directory.EMPTY, Identities.NONE,
				KnownContent.NONE, (path, directory) -> false), cancel);
	}
}
