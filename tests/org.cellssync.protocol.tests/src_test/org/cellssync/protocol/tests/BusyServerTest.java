package org.cellssync.protocol.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

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
import org.cellssync.core.tree.Unread;
import org.cellssync.endpoint.cells.internal.Paces;
import org.cellssync.sandbox.SandboxOptions;
import org.cellssync.testkit.Eventually;
import org.cellssync.testkit.MemorySource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server that has too much to do: what one task hears of it counts for all of the program. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class BusyServerTest {

	private static final byte[] HELLO = "hello world".getBytes(UTF_8);
	private static final int FILES = 8;

	private final Cancellation cancel = new Cancellation();

	@Test
	void whatIsTooMuchForOneTaskIsNotAskedByTheNext(@TempDir Path data) throws Exception {
		try (CellsBench bench = CellsBench.start(SandboxOptions.defaults())) {
			bench.somebody().makeFolder("common-files/other");
			Endpoint other = bench.factory().open(bench.address("common-files/other"), data, EndpointSettings.DEFAULT);
			try (AutoCloseable closing = other::close) {
				for (int i = 0; i < FILES; i++) {
					bench.somebody().put("common-files/other/" + i, HELLO);
				}
				Scan seen = scan(other);
				tellThatItIsTooMuch(bench);
				URI server = bench.connection().server();
				assertEquals(2, Paces.width(bench.factory(), server), "one, and one more since that went well");
				long before = bench.calls("S3 GET");
				bench.faults(failing("S3 GET", 1000, "hang"));
				List<CompletableFuture<byte[]>> reads = new ArrayList<>();
				for (int i = 0; i < FILES; i++) {
					SyncPath path = SyncPath.of(String.valueOf(i));
					reads.add(CompletableFuture.supplyAsync(() -> read(other, seen, path),
							work -> Thread.ofPlatform().daemon().start(work)));
				}
				Eventually.holds(() -> {
					assertEquals(FILES - 2, Paces.waiters(bench.factory(), server));
					assertEquals(2, bench.calls("S3 GET") - before);
				});
				bench.faults(Map.of("clear", true));
				// Those that hung are cut; whoever waited for them gets its turn.
				for (CompletableFuture<byte[]> read : reads) {
					read.handle((content, cut) -> content).get();
				}
				List<CompletableFuture<byte[]>> whole = reads.stream().filter(read -> !read.isCompletedExceptionally())
						.toList();
				assertTrue(whole.size() >= FILES - 2, whole.size() + " whole");
				for (CompletableFuture<byte[]> read : whole) {
					assertArrayEquals(HELLO, read.get());
				}
				assertTrue(Paces.width(bench.factory(), server) > 2, "faster again");
			}
		}
	}

	private void tellThatItIsTooMuch(CellsBench bench) throws Exception {
		Change step = new Change(SyncPath.of("ours"), Entry.Absent.ABSENT,
				new Entry.File(new Unread(1, 2), HELLO.length, false));
		Scan seen = scan(bench.endpoint());
		bench.faults(failing("S3 PUT", 2,
				Map.of("http", Map.of("status", 429, "code", "TooManyRequests", "message", "slow down"))));
		var outcome = bench.endpoint().apply(seen, List.of(step), new MemorySource().with("ours", HELLO),
				StepObserver.NONE, cancel);
		assertInstanceOf(StepResult.Done.class, outcome.results().getFirst(), outcome.results().toString());
	}

	private static Map<String, ?> failing(String method, int calls, Object answer) {
		return Map.of("fail", List.of(Map.of("method", method, "calls", calls, "answer", answer)));
	}

	private byte[] read(Endpoint endpoint, Scan seen, SyncPath path) {
		try (InputStream input = endpoint.open(path, seen.identities().of(path).orElseThrow(), cancel).read(0,
				HELLO.length)) {
			return input.readAllBytes();
		} catch (Exception e) {
			throw new IllegalStateException(e);
		}
	}

	private Scan scan(Endpoint endpoint) throws EndpointException {
		return endpoint.scan(new ScanRequest(Optional.empty(), Hint.Everything.EVERYTHING, Directory.EMPTY, Identities.NONE,
				KnownContent.NONE, (path, directory) -> false), cancel);
	}
}
