package org.cellssync.protocol.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.Endpoint;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.endpoint.EndpointSettings;
import org.cellssync.api.endpoint.Hint;
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
import org.cellssync.endpoint.cells.internal.Impatient;
import org.cellssync.sandbox.SandboxOptions;
import org.cellssync.testkit.MemorySource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Servers whose stream of changes does not come through, as behind some proxies: looks take its place while that is so. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class HeldStreamsTest {

	private static final byte[] HELLO = "hello world".getBytes(UTF_8);
	private static final String STREAM = "tree.NodeChangesStreamer/StreamChanges";

	private final Cancellation cancel = new Cancellation();
	private final ExecutorService threads = Executors.newCachedThreadPool();
	private CellsBench bench;
	private Endpoint endpoint;
	private Optional<Scan> last = Optional.empty();

	@BeforeEach
	void open() throws Exception {
		bench = CellsBench.start(SandboxOptions.defaults());
		endpoint = Impatient.factory(bench.connections(), Duration.ofSeconds(2), Duration.ofSeconds(1))
				.open(bench.address(bench.path("").replaceAll("/$", "")), bench.taskData(), EndpointSettings.DEFAULT);
	}

	@AfterEach
	void close() throws Exception {
		cancel.cancel();
		endpoint.close();
		bench.close();
		threads.shutdown();
	}

	@Test
	void whatIsHeldBackIsLookedForUntilItIsToldAgain() throws Exception {
		assertEquals(Hint.Everything.EVERYTHING, await());
		assertEquals(List.of(), look(Hint.Everything.EVERYTHING).problems());
		bench.faults(Map.of("holdStreams", true));
		send("ours");
		lookUntil(() -> last.orElseThrow().problems().equals(List.of(late())));
		bench.write("theirs", HELLO);
		lookUntil(() -> stands("theirs"));
		assertEquals(List.of(late()), last.orElseThrow().problems());
		assertEquals(List.of(late()), look(Hint.NOTHING).problems());
		bench.faults(Map.of("holdStreams", false));
		bench.write("told", HELLO);
		lookUntil(() -> stands("told") && last.orElseThrow().problems().isEmpty());
	}

	@Test
	void whatALookFindsAndNothingToldIsASignToo() throws Exception {
		assertEquals(Hint.Everything.EVERYTHING, await());
		look(Hint.Everything.EVERYTHING);
		bench.faults(Map.of("holdStreams", true));
		bench.write("theirs", HELLO);
		look(Hint.Everything.EVERYTHING);
		lookUntil(() -> last.orElseThrow().problems().equals(List.of(late())));
	}

	@Test
	void streamsThatAreEndedAtOnceAreReplacedByLooks() throws Exception {
		bench.faults(Map.of("fail", List.of(Map.of("method", STREAM, "calls", 1000, "answer",
				Map.of("grpc", Map.of("code", "UNIMPLEMENTED", "message", "no streams here"))))));
		assertEquals(Hint.Everything.EVERYTHING, await());
		look(Hint.Everything.EVERYTHING);
		bench.write("theirs", HELLO);
		lookUntil(() -> stands("theirs"));
		assertEquals(List.of(late()), last.orElseThrow().problems());
		bench.faults(Map.of("clear", true));
		for (int round = 0; !last.orElseThrow().problems().isEmpty(); round++) {
			bench.write("told " + round, HELLO);
			look(await());
		}
	}

	/** Looks where it is hinted at, and never at everything. */
	private void lookUntil(BooleanSupplier wanted) throws Exception {
		while (!wanted.getAsBoolean()) {
			Hint hint = await();
			assertInstanceOf(Hint.Paths.class, hint);
			look(hint);
		}
	}

	private boolean stands(String path) {
		return Tree.at(last.orElseThrow().tree(), SyncPath.of(path)) instanceof Entry.File;
	}

	private Diagnostic late() {
		return Diagnostic.of(Code.REMOTE_CHANGES_LATE, bench.path("").replaceAll("/$", ""));
	}

	private void send(String path) throws EndpointException {
		Change step = new Change(SyncPath.of(path), Entry.Absent.ABSENT,
				new Entry.File(new Unread(1, 2), HELLO.length, false));
		var outcome = endpoint.apply(last.orElseThrow(), List.of(step), new MemorySource().with(path, HELLO),
				StepObserver.NONE, cancel);
		assertInstanceOf(StepResult.Done.class, outcome.results().getFirst());
	}

	private Hint await() throws Exception {
		return awaiting().get(30, TimeUnit.SECONDS);
	}

	private Future<Hint> awaiting() {
		return threads.submit(() -> endpoint.awaitChange(cancel));
	}

	private Scan look(Hint hint) throws EndpointException {
		Entry expected = last.map(Scan::tree).orElse(Directory.EMPTY);
		Identities identities = last.map(Scan::identities).orElse(Identities.NONE);
		last = Optional.of(endpoint.scan(
				new ScanRequest(last, hint, expected, identities, KnownContent.NONE, (path, directory) -> false), cancel));
		return last.get();
	}
}
