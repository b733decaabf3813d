package org.cellssync.protocol.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.endpoint.Endpoint;
import org.cellssync.api.endpoint.EndpointException;
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
import org.cellssync.sandbox.SandboxOptions;
import org.cellssync.testkit.Eventually;
import org.cellssync.testkit.MemorySource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What changes while the stream of changes is away is found by one listing beside everything else once it stands again, and
 * only what differs is looked at.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class GapTest {

	private static final byte[] HELLO = "hello world".getBytes(UTF_8);
	private static final byte[] OTHER = "something else".getBytes(UTF_8);
	private static final String GIVEN_UP = "calls given up";
	private static final String LIST = "tree.NodeProvider/ListNodes";

	private final Cancellation cancel = new Cancellation();
	/** All that the endpoint starts is in it. */
	private final ThreadGroup group = new ThreadGroup("gap");
	private final ExecutorService threads = Executors.newCachedThreadPool(work -> new Thread(group, work, "test"));
	private final List<Hint> hints = new ArrayList<>();
	private CellsBench bench;
	private Endpoint endpoint;
	private Optional<Scan> last = Optional.empty();

	@BeforeEach
	void open() throws Exception {
		bench = CellsBench.start(SandboxOptions.defaults().withHashDelay(Duration.ZERO));
		endpoint = bench.endpoint();
	}

	@AfterEach
	void close() throws Exception {
		cancel.cancel();
		bench.close();
		threads.shutdown();
	}

	/** Listens, and knows what is there. */
	private void begin() throws Exception {
		assertEquals(Hint.Everything.EVERYTHING, await());
		look(Hint.Everything.EVERYTHING);
		assertEquals(content(), seen());
	}

	/** From now on nothing is told. */
	private void goAway() throws Exception {
		bench.faults(Map.of("holdStreams", true));
	}

	/** The stream ends, and the next one tells again. */
	private void comeBack() throws Exception {
		bench.faults(Map.of("holdStreams", false, "dropStreams", true));
	}

	private Hint await() throws Exception {
		return threads.submit(() -> endpoint.awaitChange(cancel)).get(60, TimeUnit.SECONDS);
	}

	private Scan look(Hint hint) throws EndpointException {
		Entry expected = last.map(Scan::tree).orElse(Directory.EMPTY);
		Identities identities = last.map(Scan::identities).orElse(Identities.NONE);
		last = Optional.of(endpoint.scan(
				new ScanRequest(last, hint, expected, identities, KnownContent.NONE, (path, directory) -> false), cancel));
		return last.get();
	}

	/** Looks where it is hinted at until what was seen last is this. */
	private void follow(SortedMap<String, Long> content) throws Exception {
		while (!content.equals(seen())) {
			Hint hint = await();
			hints.add(hint);
			look(hint);
			while (!last.orElseThrow().lookAgain().isEmpty()) {
				look(Hint.at(last.orElseThrow().lookAgain()));
			}
		}
	}

	private boolean isHinted(String path) {
		return hints.stream().anyMatch(
				hint -> hint == Hint.Everything.EVERYTHING
						|| hint instanceof Hint.Paths told && told.paths().contains(SyncPath.of(path)));
	}

	/** Returns the size of each file there is, of folders none. */
	private SortedMap<String, Long> content() throws Exception {
		SortedMap<String, Long> content = new TreeMap<>();
		bench.content().forEach((path, bytes) -> content.put(path, bytes.map(each -> (long) each.length).orElse(-1L)));
		return content;
	}

	private SortedMap<String, Long> seen() {
		SortedMap<String, Long> seen = new TreeMap<>();
		Tree.walk(SyncPath.ROOT, last.orElseThrow().tree(), (path, entry) -> {
			if (!path.isRoot()) {
				seen.put(path.value(), entry instanceof Entry.File file ? file.size() : -1L);
			}
		});
		return seen;
	}

	private long size(String path) {
		return Tree.at(last.orElseThrow().tree(), SyncPath.of(path)) instanceof Entry.File file ? file.size() : -1;
	}

	private long listings() throws Exception {
		return bench.calls("recursive listings");
	}

	@Test
	void whatChangedMeanwhileIsFoundByOneListingAndLooksAtThatAlone() throws Exception {
		for (int i = 0; i < 30; i++) {
			bench.write("quiet/" + i % 3 + "/file " + i, HELLO);
		}
		bench.write("write/here", HELLO);
		bench.write("gone", HELLO);
		bench.write("folder gone/x", HELLO);
		bench.write("from/deep/x", HELLO);
		bench.write("from/y", HELLO);
		bench.write("becomes a file/x", HELLO);
		bench.write("becomes a folder", HELLO);
		begin();
		goAway();
		bench.write("write/here", OTHER);
		bench.write("write/new", HELLO);
		bench.delete("gone");
		bench.delete("folder gone");
		bench.move("from", "quiet/to");
		bench.delete("becomes a file");
		bench.write("becomes a file", OTHER);
		bench.delete("becomes a folder");
		bench.write("becomes a folder/x", OTHER);
		bench.makeFolder("empty");
		var content = content();
		long before = listings();
		long nodes = bench.calls("nodes listed");
		comeBack();
		follow(content);
		for (Hint hint : hints) {
			assertInstanceOf(Hint.Paths.class, hint);
		}
		// One of everything, and one of each folder that is new: the moved one with one in it, another one, an empty one.
		assertEquals(1 + 3, listings() - before);
		assertTrue(bench.calls("nodes listed") - nodes < 200, "no folder is listed that holds nothing new");
		bench.write("told", HELLO);
		follow(content());
	}

	@Test
	void nothingIsHintedAtWhereNothingChanged() throws Exception {
		bench.write("a/b", HELLO);
		begin();
		Scan before = last.orElseThrow();
		long calls = bench.calls("tree.NodeProvider/ReadNode") + bench.calls(LIST);
		bench.faults(Map.of("dropStreams", true));
		look(await());
		assertEquals(before.tree(), last.orElseThrow().tree());
		Eventually.holds(() -> assertEquals(calls + 3, bench.calls("tree.NodeProvider/ReadNode") + bench.calls(LIST),
				"whether the server answers, whether the folder stands, and what is in it"));
		bench.write("told", HELLO);
		follow(content());
		assertEquals(List.of(Hint.at(List.of(SyncPath.of("told")))), hints);
	}

	@Test
	void eventsAreFollowedWhileAListingTakesLong() throws Exception {
		for (int i = 0; i < 10; i++) {
			bench.write("many/" + i, HELLO);
		}
		bench.write("z", HELLO);
		begin();
		goAway();
		bench.delete("z");
		var content = content();
		content.put("told", (long) HELLO.length);
		long before = listings();
		bench.faults(Map.of("holdListings", true));
		comeBack();
		Eventually.holds(() -> assertEquals(before + 1, listings()));
		bench.write("told", HELLO);
		while (!seen().containsKey("told")) {
			look(await());
		}
		assertTrue(seen().containsKey("z"), "the listing has not come so far");
		bench.faults(Map.of("holdListings", false));
		follow(content);
		assertFalse(seen().containsKey("z"));
		assertEquals(before + 1, listings());
	}

	@Test
	void aListingThatBreaksOrLosesItsTokenIsBegunAnew() throws Exception {
		for (int i = 0; i < 20; i++) {
			bench.write("deep " + i % 3 + "/file " + i, HELLO);
		}
		begin();
		for (String message : List.of("empty idToken", "connection reset by peer")) {
			goAway();
			bench.write("deep 2/new after " + message, HELLO);
			bench.delete("deep 1/file " + (message.length() % 2 == 1 ? 1 : 4));
			var content = content();
			long before = listings();
			bench.faults(Map.of("fail", List.of(Map.of("method", LIST, "calls", 1, "answer", Map.of("grpc",
					Map.of("code", message.startsWith("empty") ? "UNKNOWN" : "UNAVAILABLE", "message", message, "after",
							0.5))))));
			comeBack();
			follow(content);
			Eventually.holds(() -> assertEquals(before + 2, listings(), message));
		}
		assertTrue(hints.stream().allMatch(Hint.Paths.class::isInstance), hints.toString());
	}

	@Test
	void anotherGapBeginsAnew() throws Exception {
		for (int i = 0; i < 10; i++) {
			bench.write("many/" + i, HELLO);
		}
		begin();
		long before = listings();
		bench.faults(Map.of("holdListings", true));
		bench.faults(Map.of("dropStreams", true));
		Eventually.holds(() -> assertEquals(before + 1, listings()));
		goAway();
		// The first listing has passed it already, and does not tell.
		bench.write("many/0", OTHER);
		comeBack();
		Eventually.holds(() -> assertEquals(before + 2, listings()));
		bench.faults(Map.of("holdListings", false));
		while (size("many/0") != OTHER.length) {
			look(await());
		}
		assertEquals(before + 2, listings());
	}

	@Test
	void whatCannotBeComparedIsLeftToALook() throws Exception {
		bench.write("a", HELLO);
		begin();
		goAway();
		bench.write("b", HELLO);
		var content = content();
		bench.faults(Map.of("fail", List.of(Map.of("method", LIST, "calls", 3, "answer", "reset"))));
		comeBack();
		follow(content);
		assertTrue(hints.contains(Hint.Everything.EVERYTHING), hints.toString());
	}

	@Test
	void thatTheFolderIsGoneIsLeftToALook() throws Exception {
		bench.write("a", HELLO);
		begin();
		goAway();
		bench.deleteRoot();
		comeBack();
		Hint hint = await();
		while (hint != Hint.Everything.EVERYTHING) {
			hint = await();
		}
		EndpointException gone = assertThrows(EndpointException.class, () -> look(Hint.Everything.EVERYTHING));
		assertEquals(Code.REMOTE_ROOT_MISSING, gone.diagnostic().code());
	}

	/** The file is gone by our own step, and somebody has it back as it was: a look from before would not tell. */
	@Test
	void whatWasDoneSinceTheLastLookIsLookedAt() throws Exception {
		bench.write("ours", HELLO);
		bench.write("folder/x", HELLO);
		begin();
		goAway();
		Change step = new Change(SyncPath.of("folder/sent"), Entry.Absent.ABSENT,
				new Entry.File(new Unread(1, 2), HELLO.length, false));
		var outcome = endpoint.apply(last.orElseThrow(), List.of(step), new MemorySource().with("folder/sent", HELLO),
				StepObserver.NONE, cancel);
		assertInstanceOf(StepResult.Done.class, outcome.results().getFirst());
		bench.delete("folder/sent");
		comeBack();
		while (!isHinted("folder/sent")) {
			hints.add(await());
		}
		assertEquals(content(), seen());
	}

	/** The listing has come so far that much is missing in it; whoever waits for a hint is told of none of it. */
	@Test
	void closingEndsAComparisonInItsMiddle() throws Exception {
		for (int i = 0; i < 10; i++) {
			bench.write("many/" + i, HELLO);
		}
		bench.write("z", HELLO);
		begin();
		long before = listings();
		bench.faults(Map.of("holdListings", true, "dropStreams", true));
		Eventually.holds(() -> assertEquals(before + 1, listings()));
		assertEquals(List.of("cells-changes", "cells-changes-watch", "cells-compare"), working());
		long givenUp = bench.calls(GIVEN_UP);
		Future<Hint> hint = threads.submit(() -> endpoint.awaitChange(cancel));
		endpoint.close();
		assertInstanceOf(CancellationException.class, assertThrows(ExecutionException.class, hint::get).getCause());
		Eventually.holds(() -> assertEquals(List.of(), working()));
		Eventually.holds(() -> assertEquals(givenUp + 2, bench.calls(GIVEN_UP), "the listing and the stream"));
		bench.faults(Map.of("holdListings", false));
		bench.write("after", HELLO);
		assertInstanceOf(CancellationException.class,
				assertThrows(ExecutionException.class, () -> threads.submit(() -> endpoint.awaitChange(cancel)).get())
						.getCause());
		assertEquals(before + 1, listings());
	}

	/** Returns the names of the endpoint's threads. */
	private List<String> working() {
		Thread[] all = new Thread[group.activeCount() + 100];
		int count = group.enumerate(all);
		return Stream.of(all).limit(count).map(Thread::getName).filter(name -> name.startsWith("cells-")).sorted().toList();
	}
}
