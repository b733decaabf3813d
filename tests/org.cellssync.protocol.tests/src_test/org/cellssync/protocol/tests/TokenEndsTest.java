package org.cellssync.protocol.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import org.cellssync.api.account.Account;
import org.cellssync.api.endpoint.Endpoint;
import org.cellssync.api.endpoint.EndpointAddress;
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
import org.cellssync.core.tree.Identity;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.core.tree.Tree;
import org.cellssync.core.tree.Unread;
import org.cellssync.endpoint.cells.internal.CellsEndpointFactory;
import org.cellssync.endpoint.cells.internal.Sending;
import org.cellssync.sandbox.SandboxOptions;
import org.cellssync.testkit.MemorySource;
import org.cellssync.transport.Announcement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Access tokens that end in the middle of each long thing an endpoint does: it comes to its end as if nothing had been,
 * with one renewal and no question to anybody, and nothing is carried twice but what was cut.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class TokenEndsTest {

	private static final String FOLDER = "common-files/ends";
	private static final int PART = 10 << 20;
	private static final String PUT_PART = "S3 PUT part";

	@TempDir
	Path settings;
	@TempDir
	Path taskData;
	private final Cancellation cancel = new Cancellation();
	private AccountBench bench;
	private AccountBench others;
	private Endpoint endpoint;
	private Somebody somebody;
	private long tokensBefore;

	@BeforeEach
	void open(@TempDir Path elsewhere) throws Exception {
		bench = AccountBench.start(SandboxOptions.defaults().withHashDelay(Duration.ZERO), settings);
		Account account = bench.signIn();
		others = AccountBench.through(bench.sandbox, bench.sandbox.url(), bench.sandbox.caFile().orElseThrow(), elsewhere);
		Account theirs = others.accounts.signIn(others.start(), bench.sandbox.users().get(1).token(), Optional.empty(),
				cancel);
		somebody = new Somebody(others.connection(theirs), others.http(), bench.sandbox.users().get(1).token(),
				Announcement.V4);
		somebody.makeFolder(FOLDER);
		endpoint = new CellsEndpointFactory(bench.connections, new Sending(8, PART))
				.open(new EndpointAddress(EndpointAddress.CELLS, account.id(), FOLDER), taskData, EndpointSettings.DEFAULT);
		bench.heard.clear();
		tokensBefore = bench.calls("OIDC token");
	}

	@AfterEach
	void close() throws Exception {
		endpoint.close();
		others.close();
		bench.close();
	}

	/** The account was signed in all the time, for one request for tokens. */
	private void assertNoticedByNobody() throws IOException {
		assertEquals(List.of(), bench.heard);
		assertEquals(1, bench.calls("OIDC token") - tokensBefore);
	}

	private void endToken() throws IOException {
		bench.faults(Map.of("expireTokens", true));
	}

	private static Map<String, ?> http(String method, int status, String code, double after) {
		return Map.of("fail", Map.of("method", method, "calls", 1, "answer",
				Map.of("http", Map.of("status", status, "code", code, "message", "words", "after", after))));
	}

	private static byte[] bytes(int count) {
		byte[] all = new byte[count];
		new Random(5).nextBytes(all);
		return all;
	}

	@Test
	void inTheMiddleOfAListing() throws Exception {
		for (int i = 0; i < 20; i++) {
			somebody.put(FOLDER + "/deep " + i % 3 + "/file " + i, ("content " + i).getBytes(UTF_8));
		}
		Scan before = scan();
		long listings = bench.calls("tree.NodeProvider/ListNodes");
		endToken();
		// The call before the listing renews, so the half one is answered to a token that was good at its beginning.
		bench.faults(Map.of("fail", Map.of("method", "tree.NodeProvider/ListNodes", "calls", 1, "answer",
				Map.of("grpc", Map.of("code", "UNKNOWN", "message", "empty idToken", "after", 0.5)))));
		Scan after = scan();
		assertEquals(before.tree(), after.tree());
		assertEquals(20 + 3 + 1, Tree.count(after.tree()));
		assertEquals(List.of(), after.problems());
		assertEquals(2, bench.calls("tree.NodeProvider/ListNodes") - listings, "the half one, and a whole one");
		assertNoticedByNobody();
	}

	@Test
	void inTheMiddleOfAPart() throws Exception {
		byte[] content = bytes(4 * PART + 5);
		Scan seen = scan();
		Change step = new Change(SyncPath.of("large"), Entry.Absent.ABSENT,
				new Entry.File(new Unread(1, 2), content.length, false));
		long bytesBefore = bench.calls("bytes in");
		// One of the first parts is taken to its last byte and refused then; those after it meet the end at once.
		bench.faults(http(PUT_PART, 403, "AccessDenied", 1));
		AtomicLong told = new AtomicLong();
		AtomicBoolean ended = new AtomicBoolean();
		StepObserver observer = new StepObserver() {

			@Override
			public void transferred(SyncPath path, long bytes) {
				if (told.addAndGet(bytes) > PART / 2 && ended.compareAndSet(false, true)) {
					try {
						endToken();
					} catch (IOException e) {
						throw new IllegalStateException(e);
					}
				}
			}

			@Override
			public void finished(StepResult result) {
				// The outcome tells.
			}
		};
		Outcome outcome = endpoint.apply(seen, List.of(step), new MemorySource().with("large", content), observer, cancel);
		assertEquals(Optional.empty(), outcome.failure());
		assertInstanceOf(StepResult.Done.class, outcome.results().getFirst(), outcome.results().toString());
		assertArrayEquals(content, somebody.get(FOLDER + "/large").orElseThrow());
		assertTrue(ended.get());
		assertEquals(content.length, told.get(), "told once of each byte");
		assertEquals(content.length + PART, bench.calls("bytes in") - bytesBefore, "one part came twice");
		assertEquals(1, bench.calls("S3 POST uploads"));
		assertNoticedByNobody();
	}

	@Test
	void inTheMiddleOfADownload() throws Exception {
		byte[] content = bytes(PART);
		somebody.put(FOLDER + "/large", content);
		Scan seen = scan();
		Identity identity = seen.identities().of(SyncPath.of("large")).orElseThrow();
		long bytesBefore = bench.calls("bytes out");
		bench.faults(Map.of("fail", Map.of("method", "S3 GET", "calls", 1, "answer", "halfBody")));
		byte[] received;
		try (InputStream input = endpoint.open(SyncPath.of("large"), identity, cancel).read(0, content.length)) {
			byte[] begin = input.readNBytes(PART / 4);
			endToken();
			byte[] rest = input.readAllBytes();
			received = new byte[begin.length + rest.length];
			System.arraycopy(begin, 0, received, 0, begin.length);
			System.arraycopy(rest, 0, received, begin.length, rest.length);
		}
		assertArrayEquals(content, received);
		assertEquals(3, bench.calls("S3 GET"), "half, refused, and the rest");
		assertTrue(bench.calls("bytes out") - bytesBefore <= content.length + (1 << 20),
				"what was under way alone came twice");
		assertNoticedByNobody();
	}

	@Test
	void inTheMiddleOfTheChangeStream() throws Exception {
		assertEquals(Hint.Everything.EVERYTHING, await());
		scan();
		somebody.put(FOLDER + "/before", "before".getBytes(UTF_8));
		awaitTold("before");
		endToken();
		// Who listens already goes on hearing.
		somebody.put(FOLDER + "/while", "while".getBytes(UTF_8));
		awaitTold("while");
		assertEquals(0, bench.calls("OIDC token") - tokensBefore);
		// A stream that ends is opened anew, which takes another token, and so is what it did not tell found out.
		bench.faults(Map.of("holdStreams", true));
		somebody.put(FOLDER + "/between", "between".getBytes(UTF_8));
		bench.faults(Map.of("holdStreams", false, "dropStreams", true));
		awaitTold("between");
		Scan seen = scan();
		assertEquals(3 + 1, Tree.count(seen.tree()));
		assertEquals(List.of(), seen.problems());
		somebody.put(FOLDER + "/after", "after".getBytes(UTF_8));
		awaitTold("after");
		assertNoticedByNobody();
	}

	/** A file may be told of more than once, and together with others. */
	private void awaitTold(String path) throws Exception {
		Hint hint = await();
		while (!(hint instanceof Hint.Paths told && told.paths().contains(SyncPath.of(path)))) {
			hint = await();
		}
	}

	private Hint await() throws Exception {
		CompletableFuture<Hint> hint = new CompletableFuture<>();
		Thread.ofPlatform().daemon().start(() -> {
			try {
				hint.complete(endpoint.awaitChange(cancel));
			} catch (EndpointException | RuntimeException e) {
				hint.completeExceptionally(e);
			}
		});
		return hint.get(60, TimeUnit.SECONDS);
	}

	private Scan scan() throws EndpointException {
		return endpoint.scan(new ScanRequest(Optional.empty(), Hint.Everything.EVERYTHING, Directory.EMPTY, Identities.NONE,
				KnownContent.NONE, (path, directory) -> false), cancel);
	}
}
