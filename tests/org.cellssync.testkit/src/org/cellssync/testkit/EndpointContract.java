package org.cellssync.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.endpoint.ContentSource;
import org.cellssync.api.endpoint.Endpoint;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.endpoint.Hint;
import org.cellssync.api.endpoint.Outcome;
import org.cellssync.api.endpoint.Scan;
import org.cellssync.api.endpoint.ScanRequest;
import org.cellssync.api.endpoint.SourceFile;
import org.cellssync.api.endpoint.StepObserver;
import org.cellssync.api.endpoint.StepResult;
import org.cellssync.api.hash.BlockDigest;
import org.cellssync.api.state.KnownContent;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.ignore.Ignore;
import org.cellssync.core.sync.Change;
import org.cellssync.core.sync.Move;
import org.cellssync.core.sync.Step;
import org.cellssync.core.tree.Digest;
import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Identities;
import org.cellssync.core.tree.Identity;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.core.tree.Tree;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every endpoint must do: look, prove, act only on what was seen, look again. Asks for no atomic
 * conditions, since not every endpoint can have them: what changes between two calls is found, what changes
 * within one may not be.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
public abstract class EndpointContract {

	private static final byte[] HELLO = "hello world".getBytes(UTF_8);
	private static final byte[] OTHER = "hello world, changed".getBytes(UTF_8);

	private final Cancellation cancel = new Cancellation();
	private final ExecutorService threads = Executors.newCachedThreadPool();
	private EndpointBench bench;
	private Endpoint endpoint;

	/** Returns an endpoint on an empty folder. */
	protected abstract EndpointBench openBench() throws Exception;

	@BeforeEach
	final void begin() throws Exception {
		bench = openBench();
		endpoint = bench.endpoint();
	}

	@AfterEach
	final void end() throws Exception {
		if (bench != null) {
			cancel.cancel();
			endpoint.close();
			bench.close();
		}
		threads.shutdown();
	}

	@Test
	protected void anEmptyFolderIsAnEmptyDirectory() throws Exception {
		Scan scan = scan();
		assertEquals(Directory.EMPTY, scan.tree());
		assertFalse(scan.rootId().isEmpty());
		assertEquals(List.of(), scan.problems());
	}

	@Test
	protected void showsFilesAndFoldersWithTheirContent() throws Exception {
		bench.write("a/b/file.txt", HELLO);
		bench.write("empty", new byte[0]);
		bench.makeFolder("nothing in it");
		assertShown(Map.of("a/b/file.txt", HELLO, "empty", new byte[0]),
				List.of("a", "a/b", "nothing in it"));
	}

	@Test
	protected void keepsNamesAsTheyAre() throws Exception {
		Map<String, byte[]> files = new TreeMap<>();
		for (String name : List.of("a b", "%41", "a+b", "#1", "q?", "'\"", "ü€😀", "tilde~", "a&b=c",
				"semi;colon", "[x]{y}", "back`tick", "comma,at@", "$dollar!", "star*", "less<more>",
				"pipe|caret^", ".hidden")) {
			bench.write("odd/" + name, name.getBytes(UTF_8));
			files.put("odd/" + name, name.getBytes(UTF_8));
		}
		assertShown(files, List.of("odd"));
		Scan seen = scan();
		for (Map.Entry<String, byte[]> file : files.entrySet()) {
			assertArrayEquals(file.getValue(), read(seen, file.getKey()), file.getKey());
		}
	}

	@Test
	protected void whatDidNotChangeIsTakenOver() throws Exception {
		bench.write("a/one", HELLO);
		bench.write("b/two", OTHER);
		Scan first = settled();
		Scan second = endpoint.scan(request(Optional.of(first), Hint.Everything.EVERYTHING), cancel);
		assertEquals(first.tree(), second.tree());
		assertEquals(first.rootId(), second.rootId());
		assertEquals(first.identities().of(SyncPath.of("a/one")),
				second.identities().of(SyncPath.of("a/one")));
		Scan third = endpoint.scan(request(Optional.of(second), Hint.NOTHING), cancel);
		assertEquals(second.tree(), third.tree());
	}

	@Test
	protected void looksWhereAHintPoints() throws Exception {
		bench.write("a/one", HELLO);
		bench.write("b/two", HELLO);
		Scan first = settled();
		bench.write("a/new/deep/file", OTHER);
		bench.delete("b/two");
		Eventually.holds(() -> {
			Scan second = endpoint.scan(request(Optional.of(first), hint("a/new/deep/file", "b/two")),
					cancel);
			assertEquals(file(OTHER), content(second, "a/new/deep/file"));
			assertEquals(Entry.Absent.ABSENT, Tree.at(second.tree(), SyncPath.of("b/two")));
			assertEquals(Optional.empty(), second.identities().of(SyncPath.of("b/two")));
			assertSame(Tree.at(first.tree(), SyncPath.of("a/one")),
					Tree.at(second.tree(), SyncPath.of("a/one")));
			assertEquals(first.identities().of(SyncPath.of("a/one")),
					second.identities().of(SyncPath.of("a/one")));
		});
	}

	@Test
	protected void leavesOutWhatIsIgnored() throws Exception {
		bench.write("kept", HELLO);
		bench.write("junk/inside", HELLO);
		bench.write("a/junk", HELLO);
		Ignore junk = (path, directory) -> path.name().equals("junk");
		Eventually.holds(() -> {
			Scan scan = endpoint.scan(new ScanRequest(Optional.empty(), Hint.Everything.EVERYTHING,
					Directory.EMPTY, Identities.NONE, KnownContent.NONE, junk), cancel);
			assertEquals(new TreeSet<>(List.of("a", "kept")), paths(scan.tree()));
		});
	}

	@Test
	protected void aMissingFolderIsAnErrorAndNeverEmpty() throws Exception {
		bench.write("file", HELLO);
		settled();
		bench.deleteRoot();
		Eventually.holds(() -> assertThrows(EndpointException.class, this::scan));
	}

	@Test
	protected void anIdentityLastsOverAMove() throws Exception {
		bench.write("from/file", HELLO);
		Scan before = settled();
		Identity folder = before.identities().of(SyncPath.of("from")).orElseThrow();
		Identity file = before.identities().of(SyncPath.of("from/file")).orElseThrow();
		bench.move("from", "to");
		Eventually.holds(() -> {
			Scan after = scan();
			assertEquals(Optional.of(folder.id()),
					after.identities().of(SyncPath.of("to")).map(Identity::id));
			Optional<Identity> moved = after.identities().of(SyncPath.of("to/file"));
			assertEquals(Optional.of(file.id()), moved.map(Identity::id));
			assertEquals(Optional.of(file.version()), moved.map(Identity::version));
		});
	}

	@Test
	protected void aVersionChangesWithTheContent() throws Exception {
		bench.write("file", HELLO);
		String before = settled().identities().of(SyncPath.of("file")).orElseThrow().version();
		bench.write("file", OTHER);
		Eventually.holds(() -> {
			Scan after = scan();
			assertEquals(file(OTHER), content(after, "file"));
			assertFalse(before.equals(after.identities().of(SyncPath.of("file")).orElseThrow().version()));
		});
	}

	@Test
	protected void readsAFileWholeAndInRanges() throws Exception {
		byte[] content = pattern(300_000);
		bench.write("a/file", content);
		Scan seen = settled();
		try (SourceFile file = open(seen, "a/file")) {
			assertEquals(content.length, file.size());
			assertArrayEquals(content, bytes(file.read(0, content.length)));
			assertArrayEquals(Arrays.copyOfRange(content, 100_000, 200_000),
					bytes(file.read(100_000, 100_000)));
			assertArrayEquals(new byte[0], bytes(file.read(content.length, 0)));
			file.verifyWhole(md5(content));
		}
	}

	@Test
	protected void readsOnlyTheVersionThatWasSeen() throws Exception {
		bench.write("file", HELLO);
		Scan seen = settled();
		bench.write("file", OTHER);
		EndpointException changed = assertThrows(EndpointException.class, () -> read(seen, "file"));
		assertTrue(changed.diagnostic().code().name().endsWith("CHANGED_MEANWHILE"),
				changed.diagnostic().line());
	}

	@Test
	protected void doesWhatAPlanSays() throws Exception {
		bench.write("old/changed", HELLO);
		bench.write("old/gone", HELLO);
		bench.write("old/moved", OTHER);
		bench.write("doomed/deep/file", HELLO);
		Scan seen = settled();
		MemorySource source = new MemorySource().with("new/folder/file", pattern(2_000_000))
				.with("old/changed", OTHER).with("new/empty", new byte[0]);
		List<Step> steps = List.of(make("new", Directory.EMPTY), make("new/folder", Directory.EMPTY),
				make("new/folder/file", file(pattern(2_000_000))), make("new/empty", file(new byte[0])),
				change(seen, "old/changed", file(OTHER)),
				new Move(SyncPath.of("old/moved"), SyncPath.of("new/moved"), at(seen, "old/moved")),
				change(seen, "old/gone", Entry.Absent.ABSENT), change(seen, "doomed", Entry.Absent.ABSENT));
		List<StepResult> heard = new ArrayList<>();
		Outcome outcome = endpoint.apply(seen, steps, source, new StepObserver() {
			@Override
			public void transferred(SyncPath path, long bytes) {
				// Counted elsewhere.
			}

			@Override
			public synchronized void finished(StepResult result) {
				heard.add(result);
			}
		}, cancel);
		assertAllDone(steps, outcome);
		assertEquals(steps.size(), heard.size());
		Map<String, byte[]> expected = new TreeMap<>();
		expected.put("new/folder/file", pattern(2_000_000));
		expected.put("new/empty", new byte[0]);
		expected.put("new/moved", OTHER);
		expected.put("old/changed", OTHER);
		assertHolds(expected, List.of("new", "new/folder", "old"));
		assertShown(expected, List.of("new", "new/folder", "old"));
	}

	@Test
	protected void tellsWhatIsThereAfterwards() throws Exception {
		Scan seen = scan();
		MemorySource source = new MemorySource().with("file", HELLO);
		Outcome outcome = apply(seen, source, make("file", file(HELLO)));
		StepResult.Done done = assertInstanceOf(StepResult.Done.class, outcome.results().getFirst());
		assertEquals(file(HELLO), done.entry());
		assertEquals(HELLO.length, done.bytes());
		assertTrue(done.changed());
		Eventually.holds(() -> assertEquals(done.identity().version(),
				scan().identities().of(SyncPath.of("file")).map(Identity::version).orElse("")));
	}

	@Test
	protected void makesAFileWhereAFolderWasAndTheOtherWayRound() throws Exception {
		bench.write("folder/inside", HELLO);
		bench.write("file", HELLO);
		Scan seen = settled();
		MemorySource source = new MemorySource().with("folder", OTHER);
		List<Step> steps = List.of(change(seen, "folder", file(OTHER)),
				change(seen, "file", Directory.EMPTY));
		assertAllDone(steps, endpoint.apply(seen, steps, source, StepObserver.NONE, cancel));
		assertHolds(Map.of("folder", OTHER), List.of("file"));
	}

	@Test
	protected void leavesAloneWhatChangedSinceTheLook() throws Exception {
		bench.write("edited", HELLO);
		bench.write("deleted", HELLO);
		bench.write("moved", HELLO);
		Scan seen = settled();
		bench.write("edited", OTHER);
		bench.write("deleted", OTHER);
		bench.write("moved", OTHER);
		bench.write("created", OTHER);
		MemorySource source = new MemorySource().with("edited", HELLO).with("created", HELLO).with("fine",
				HELLO);
		Outcome outcome = apply(seen, source, change(seen, "edited", file("mine".getBytes(UTF_8))),
				change(seen, "deleted", Entry.Absent.ABSENT),
				new Move(SyncPath.of("moved"), SyncPath.of("elsewhere"), at(seen, "moved")),
				make("created", file(HELLO)), make("fine", file(HELLO)));
		assertEquals(List.of("created", "deleted", "edited", "elsewhere"), failed(outcome));
		assertEquals(Optional.empty(), outcome.failure());
		assertHolds(
				Map.of("edited", OTHER, "deleted", OTHER, "moved", OTHER, "created", OTHER, "fine", HELLO),
				List.of());
	}

	@Test
	protected void deletesAFolderOnlyWithWhatWasSeenInIt() throws Exception {
		bench.write("folder/known", HELLO);
		Scan seen = settled();
		bench.write("folder/deep/new", OTHER);
		Outcome outcome = apply(seen, new MemorySource(), change(seen, "folder", Entry.Absent.ABSENT));
		assertEquals(List.of("folder"), failed(outcome));
		Map<String, byte[]> held = files(bench.content());
		assertArrayEquals(OTHER, held.get("folder/deep/new"));
	}

	@Test
	protected void deletesAFolderOnlyWithWhatTheStepNames() throws Exception {
		bench.write("folder/named", HELLO);
		bench.write("folder/to be moved out first", OTHER);
		Scan seen = settled();
		Entry named = Directory.EMPTY.with("named", at(seen, "folder/named"));
		Outcome outcome = apply(seen, new MemorySource(),
				new Change(SyncPath.of("folder"), named, Entry.Absent.ABSENT));
		assertEquals(List.of("folder"), failed(outcome));
		assertHolds(Map.of("folder/named", HELLO, "folder/to be moved out first", OTHER), List.of("folder"));
	}

	@Test
	protected void deletesAFolderOnlyWithTheVersionsThatWereSeenInIt() throws Exception {
		bench.write("folder/edited", HELLO);
		Scan seen = settled();
		bench.write("folder/edited", OTHER);
		Outcome outcome = apply(seen, new MemorySource(), change(seen, "folder", Entry.Absent.ABSENT));
		assertEquals(List.of("folder"), failed(outcome));
		assertHolds(Map.of("folder/edited", OTHER), List.of("folder"));
	}

	@Test
	protected void movesOntoNothingThatIsThere() throws Exception {
		bench.write("from", HELLO);
		bench.makeFolder("folder");
		Scan seen = settled();
		bench.write("to", OTHER);
		Outcome outcome = apply(seen, new MemorySource(),
				new Move(SyncPath.of("from"), SyncPath.of("to"), at(seen, "from")),
				new Move(SyncPath.of("folder"), SyncPath.of("folder/inside"), at(seen, "folder")));
		assertEquals(List.of("folder/inside", "to"), failed(outcome));
		assertHolds(Map.of("from", HELLO, "to", OTHER), List.of("folder"));
	}

	@Test
	protected void whatIsThereAlreadyIsNotSentAgain() throws Exception {
		Scan seen = scan();
		bench.write("same", HELLO);
		MemorySource source = new MemorySource().with("same", HELLO);
		Eventually.holds(() -> {
			StepResult result = apply(seen, source, make("same", file(HELLO))).results().getFirst();
			StepResult.Done done = assertInstanceOf(StepResult.Done.class, result);
			assertFalse(done.changed());
			assertEquals(file(HELLO), done.entry());
		});
	}

	@Test
	protected void aDeletedItemIsDeletedAlready() throws Exception {
		bench.write("file", HELLO);
		bench.write("folder/file", HELLO);
		Scan seen = settled();
		bench.delete("file");
		bench.delete("folder");
		Eventually.holds(() -> assertEquals(new TreeMap<>(), bench.content()));
		List<Step> steps = List.of(change(seen, "file", Entry.Absent.ABSENT),
				change(seen, "folder", Entry.Absent.ABSENT));
		assertAllDone(steps, endpoint.apply(seen, steps, new MemorySource(), StepObserver.NONE, cancel));
	}

	@Test
	protected void aFileThatChangesWhileItIsReadReplacesNothing() throws Exception {
		bench.write("file", HELLO);
		Scan seen = settled();
		MemorySource source = new MemorySource().withChanging("file", OTHER).with("fine", HELLO);
		Outcome outcome = apply(seen, source, change(seen, "file", file(OTHER)), make("fine", file(HELLO)));
		assertEquals(List.of("file"), failed(outcome));
		assertEquals(Code.LOCAL_CHANGED_MEANWHILE, failure(outcome, "file"));
		assertHolds(Map.of("file", HELLO, "fine", HELLO), List.of());
	}

	@Test
	protected void provesWhatIsAskedFor() throws Exception {
		byte[] large = pattern(12 << 20);
		bench.write("large", large);
		bench.write("small", HELLO);
		Scan seen = scanned("large", "small");
		SortedSet<SyncPath> unread = new TreeSet<>();
		Tree.walk(SyncPath.ROOT, seen.tree(), (path, entry) -> {
			if (entry instanceof Entry.File file && !(file.content() instanceof Digest)) {
				unread.add(path);
			}
		});
		ContentSource none = path -> {
			throw new EndpointException(
					org.cellssync.api.diagnostic.Diagnostic.of(Code.LOCAL_CHANGED_MEANWHILE, path.value()));
		};
		Map<SyncPath, Digest> proven = endpoint.prove(seen, unread, none, cancel);
		for (SyncPath path : unread) {
			assertEquals(digest(path.value().equals("large") ? large : HELLO), proven.get(path));
		}
	}

	@Test
	protected void tellsWhereSomethingChanged() throws Exception {
		bench.write("a/one", HELLO);
		settled();
		assertEquals(Hint.Everything.EVERYTHING, hinted().get(20, TimeUnit.SECONDS));
		Scan before = settled();
		bench.write("a/two", OTHER);
		bench.makeFolder("b");
		SyncPath two = SyncPath.of("a/two");
		Scan[] after = { before };
		List<CompletableFuture<Hint>> awaited = new ArrayList<>(List.of(hinted()));
		Eventually.holds(() -> {
			Hint hint = Hint.at(after[0].lookAgain());
			if (awaited.getLast().isDone()) {
				Hint told = awaited.getLast().get();
				assertTrue(told instanceof Hint.Paths, told::toString);
				hint = hint.and(told);
				awaited.add(hinted());
			}
			after[0] = endpoint.scan(request(Optional.of(after[0]), hint), cancel);
			assertEquals(file(OTHER), content(after[0], two.value()));
			assertEquals(Directory.EMPTY, Tree.at(after[0].tree(), SyncPath.of("b")));
		});
	}

	private CompletableFuture<Hint> hinted() {
		return CompletableFuture.supplyAsync(() -> {
			try {
				return endpoint.awaitChange(cancel);
			} catch (EndpointException e) {
				throw new IllegalStateException(e);
			}
		}, threads);
	}

	@Test
	protected void waitingForChangesCanBeCancelled() throws Exception {
		Cancellation waiting = new Cancellation();
		CompletableFuture<Boolean> cancelled = CompletableFuture.supplyAsync(() -> {
			try {
				while (true) {
					endpoint.awaitChange(waiting);
				}
			} catch (CancellationException e) {
				return true;
			} catch (EndpointException e) {
				return false;
			}
		}, threads);
		waiting.cancel();
		assertTrue(cancelled.get(10, TimeUnit.SECONDS));
	}

	@Test
	protected void aCancelledLookThrows() {
		Cancellation cancelled = new Cancellation();
		cancelled.cancel();
		assertThrows(CancellationException.class,
				() -> endpoint.scan(request(Optional.empty(), Hint.Everything.EVERYTHING), cancelled));
	}

	// What subclasses may use, too.

	/** Returns the bench of this test. */
	protected final EndpointBench bench() {
		return bench;
	}

	/** Looks everywhere, expecting nothing. */
	protected final Scan scan() throws EndpointException {
		return endpoint.scan(request(Optional.empty(), Hint.Everything.EVERYTHING), cancel);
	}

	/** Looks until nothing is in between any more and all contents are known. */
	protected final Scan settled() throws Exception {
		Scan[] scan = { null };
		Eventually.holds(() -> {
			scan[0] = proven(scan());
			assertTrue(scan[0].lookAgain().isEmpty(), () -> "to look at again: " + scan[0].lookAgain());
		});
		return scan[0];
	}

	private Scan scanned(String... paths) throws Exception {
		Scan[] scan = { null };
		Eventually.holds(() -> {
			scan[0] = scan();
			for (String path : paths) {
				assertInstanceOf(Entry.File.class, at(scan[0], path));
			}
		});
		return scan[0];
	}

	/** An endpoint may show content as unread; whoever plans has it proven. */
	private Scan proven(Scan scan) throws EndpointException {
		SortedMap<SyncPath, Entry.File> unread = new TreeMap<>();
		Tree.walk(SyncPath.ROOT, scan.tree(), (path, entry) -> {
			if (entry instanceof Entry.File file && !(file.content() instanceof Digest)) {
				unread.put(path, file);
			}
		});
		if (unread.isEmpty()) {
			return scan;
		}
		Map<SyncPath, Digest> digests = endpoint.prove(scan, new TreeSet<>(unread.keySet()),
				new MemorySource(), cancel);
		Entry tree = scan.tree();
		for (Map.Entry<SyncPath, Digest> each : digests.entrySet()) {
			Entry.File file = unread.get(each.getKey());
			tree = Tree.with(tree, each.getKey(),
					new Entry.File(each.getValue(), file.size(), file.executable()));
		}
		return new Scan(tree, scan.identities(), scan.rootId(), scan.problems(), scan.lookAgain(),
				scan.learnt(), scan.looked());
	}

	/** Returns a request that expects what {@code last} held. */
	protected final ScanRequest request(Optional<Scan> last, Hint hint) {
		return new ScanRequest(last, hint, last.map(Scan::tree).orElse(Directory.EMPTY),
				last.map(Scan::identities).orElse(Identities.NONE), KnownContent.NONE,
				(path, directory) -> false);
	}

	/** Performs steps. */
	protected final Outcome apply(Scan seen, ContentSource source, Step... steps) {
		return endpoint.apply(seen, List.of(steps), source, StepObserver.NONE, cancel);
	}

	/** Returns a hint to paths. */
	protected static Hint hint(String... paths) {
		return Hint.at(Arrays.stream(paths).map(SyncPath::of).toList());
	}

	/** Returns the step that makes something where nothing is. */
	protected static Change make(String path, Entry after) {
		return new Change(SyncPath.of(path), Entry.Absent.ABSENT, after);
	}

	/** Returns the step that changes what was seen. */
	protected static Change change(Scan seen, String path, Entry after) {
		return new Change(SyncPath.of(path), at(seen, path), after);
	}

	/** Returns what was seen at a path, which must be something. */
	protected static Entry at(Scan seen, String path) {
		Entry entry = Tree.at(seen.tree(), SyncPath.of(path));
		assertTrue(entry.exists(), () -> path + " was not seen in " + seen.tree());
		return entry;
	}

	private Entry content(Scan seen, String path) throws EndpointException {
		return Tree.at(proven(seen).tree(), SyncPath.of(path));
	}

	/** Returns the entry of a file of this content. */
	protected static Entry.File file(byte[] content) {
		return new Entry.File(digest(content), content.length, false);
	}

	/** Returns the digest of a content. */
	protected static Digest digest(byte[] content) {
		BlockDigest digest = new BlockDigest();
		digest.update(content, 0, content.length);
		return Digest.of(digest.digest());
	}

	/** Returns bytes that differ from block to block. */
	protected static byte[] pattern(int size) {
		byte[] bytes = new byte[size];
		for (int i = 0; i < size; i++) {
			bytes[i] = (byte) (i * 31 + (i >> 8) * 7 + (i >> 16) * 13);
		}
		return bytes;
	}

	private SourceFile open(Scan seen, String path) throws EndpointException {
		return endpoint.open(SyncPath.of(path), seen.identities().of(SyncPath.of(path)).orElseThrow(),
				cancel);
	}

	private byte[] read(Scan seen, String path) throws Exception {
		try (SourceFile file = open(seen, path)) {
			byte[] bytes = bytes(file.read(0, file.size()));
			file.verifyWhole(md5(bytes));
			return bytes;
		}
	}

	private static byte[] bytes(InputStream input) throws Exception {
		try (input) {
			return input.readAllBytes();
		}
	}

	private static byte[] md5(byte[] bytes) throws Exception {
		return java.security.MessageDigest.getInstance("MD5").digest(bytes);
	}

	/** Asserts that the endpoint comes to show exactly these files and folders, contents proven. */
	protected final void assertShown(Map<String, byte[]> files, List<String> folders) throws Exception {
		SortedMap<String, Entry> expected = new TreeMap<>();
		files.forEach((path, content) -> expected.put(path, file(content)));
		Eventually.holds(() -> {
			Scan scan = proven(scan());
			SortedSet<String> paths = new TreeSet<>(folders);
			paths.addAll(files.keySet());
			assertEquals(paths, paths(scan.tree()));
			SortedMap<String, Entry> shown = new TreeMap<>();
			files.keySet()
					.forEach(path -> shown.put(path, withoutMode(Tree.at(scan.tree(), SyncPath.of(path)))));
			assertEquals(expected, shown);
		});
	}

	private static Entry withoutMode(Entry entry) {
		return entry instanceof Entry.File file ? new Entry.File(file.content(), file.size(), false) : entry;
	}

	/** Asserts that the folder comes to hold exactly these files and folders, whatever the endpoint shows. */
	protected final void assertHolds(Map<String, byte[]> files, List<String> folders) throws Exception {
		Eventually.holds(() -> {
			SortedMap<String, Optional<byte[]>> held = bench.content();
			SortedSet<String> paths = new TreeSet<>(folders);
			paths.addAll(files.keySet());
			assertEquals(paths, held.keySet());
			files.forEach((path, content) -> assertArrayEquals(content, held.get(path).orElse(null), path));
		});
	}

	private static Map<String, byte[]> files(SortedMap<String, Optional<byte[]>> held) {
		Map<String, byte[]> files = new TreeMap<>();
		held.forEach((path, content) -> content.ifPresent(bytes -> files.put(path, bytes)));
		return files;
	}

	private static SortedSet<String> paths(Entry tree) {
		SortedSet<String> paths = new TreeSet<>();
		Tree.walk(SyncPath.ROOT, tree, (path, entry) -> paths.add(path.value()));
		paths.remove("");
		return paths;
	}

	/** Asserts that all steps are done. */
	protected static void assertAllDone(List<Step> steps, Outcome outcome) {
		assertEquals(Optional.empty(), outcome.failure());
		assertEquals(List.of(),
				outcome.results().stream().filter(StepResult.Failed.class::isInstance).toList());
		assertEquals(steps.size(), outcome.results().size());
	}

	/** Returns the paths of the steps that failed, sorted. */
	protected static List<String> failed(Outcome outcome) {
		return outcome.results().stream().filter(StepResult.Failed.class::isInstance)
				.map(result -> result.step().path().value()).sorted().toList();
	}

	/** Returns why the step of a path failed. */
	protected static Code failure(Outcome outcome, String path) {
		return outcome.results().stream().filter(StepResult.Failed.class::isInstance)
				.map(StepResult.Failed.class::cast)
				.filter(result -> result.step().path().value().equals(path)).findFirst().orElseThrow()
				.diagnostic().code();
	}
}
