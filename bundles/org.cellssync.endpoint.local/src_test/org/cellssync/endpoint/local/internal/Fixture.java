package org.cellssync.endpoint.local.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.endpoint.EndpointSettings;
import org.cellssync.api.endpoint.Hint;
import org.cellssync.api.endpoint.Outcome;
import org.cellssync.api.endpoint.Scan;
import org.cellssync.api.endpoint.ScanRequest;
import org.cellssync.api.endpoint.StepObserver;
import org.cellssync.api.endpoint.StepResult;
import org.cellssync.api.hash.ContentDigests;
import org.cellssync.api.state.KnownContent;
import org.cellssync.api.util.Cancellation;
import org.cellssync.api.watch.TreeWatcher;
import org.cellssync.api.watch.Watch;
import org.cellssync.core.ignore.Ignore;
import org.cellssync.core.sync.Change;
import org.cellssync.core.sync.Step;
import org.cellssync.core.tree.Digest;
import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Entry.Absent;
import org.cellssync.core.tree.Identities;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.core.tree.Tree;

/** A folder on the real disk, as an endpoint, with what a test wants to do to it. */
final class Fixture implements AutoCloseable {

	static final Ignore JUNK = (path, directory) -> path.name().equals(".DS_Store")
			|| path.name().equals("ignored");

	Path root;
	final Path taskData;
	final FaultyDisk disk;
	final OtherEnd other = new OtherEnd();
	final ScriptedWatcher watcher = new ScriptedWatcher();
	final Map<String, KnownContent.Proven> known = new HashMap<>();
	final Cancellation cancel = new Cancellation();
	private final EndpointSettings settings;
	private final InstantSource clock;
	LocalEndpoint endpoint;
	Ignore ignore = JUNK;
	Optional<Scan> last = Optional.empty();

	Fixture(Path base) throws IOException {
		this(base, EndpointSettings.DEFAULT, Clock.systemUTC());
	}

	Fixture(Path base, FaultyDisk disk) throws IOException {
		this(base, EndpointSettings.DEFAULT, Clock.systemUTC(), disk);
	}

	Fixture(Path base, EndpointSettings settings, InstantSource clock) throws IOException {
		this(base, settings, clock, new FaultyDisk());
	}

	private Fixture(Path base, EndpointSettings settings, InstantSource clock, FaultyDisk disk)
			throws IOException {
		this.disk = disk;
		Path real = base.toRealPath();
		root = Files.createDirectories(real.resolve("root"));
		taskData = Files.createDirectories(real.resolve("data/task"));
		this.settings = settings;
		this.clock = clock;
		endpoint = endpoint();
	}

	private LocalEndpoint endpoint() {
		Tools tools = new Tools(new TestHasher(), clock, new Names(RandomGenerator.getDefault()),
				Instant.now());
		return new LocalEndpoint(root, disk, taskData, settings, tools, watcher);
	}

	/** Has another folder be the endpoint; returns where hidden things of the task lie there. */
	Path useRoot(Path other) throws IOException {
		endpoint.close();
		root = other;
		endpoint = endpoint();
		return TrashFolder.of(root, taskData).place().getParent();
	}

	@Override
	public void close() {
		endpoint.close();
	}

	static SyncPath path(String text) {
		return SyncPath.of(text);
	}

	Path at(String name) {
		return root.resolve(name);
	}

	Path write(String name, String text) throws IOException {
		Path file = at(name);
		Files.createDirectories(file.getParent());
		return Files.writeString(file, text);
	}

	String read(String name) throws IOException {
		return Files.readString(at(name));
	}

	Path folder(String name) throws IOException {
		return Files.createDirectories(at(name));
	}

	static Digest digest(String text) {
		return digest(text.getBytes(StandardCharsets.UTF_8));
	}

	static Digest digest(byte[] bytes) {
		ContentDigests digests = new ContentDigests();
		digests.update(bytes, 0, bytes.length);
		return digests.digest().v4();
	}

	/** A file entry with this content. */
	static Entry.File file(String text) {
		return new Entry.File(digest(text), text.getBytes(StandardCharsets.UTF_8).length, false);
	}

	static Entry dir(Object... namesAndEntries) {
		TreeMap<String, Entry> children = new TreeMap<>();
		for (int i = 0; i < namesAndEntries.length; i += 2) {
			children.put((String) namesAndEntries[i], (Entry) namesAndEntries[i + 1]);
		}
		return Directory.of(children);
	}

	Scan scan() throws EndpointException {
		return scan(Hint.Everything.EVERYTHING);
	}

	Scan scan(String... hinted) throws EndpointException {
		return scan(Hint.at(Arrays.stream(hinted).map(SyncPath::of).toList()));
	}

	Scan scan(Hint hint) throws EndpointException {
		Entry expected = last.map(Scan::tree).orElse(Absent.ABSENT);
		Identities identities = last.map(Scan::identities).orElse(Identities.NONE);
		ScanRequest request = new ScanRequest(last, hint, expected, identities,
				version -> Optional.ofNullable(known.get(version)), ignore);
		Scan scan = endpoint.scan(request, cancel);
		last = Optional.of(scan);
		return scan;
	}

	/** Looks at everything and knows all content afterwards, as a task does that is in sync. */
	Scan settled() throws Exception {
		Scan scan = scan();
		Map<SyncPath, Entry.File> files = new TreeMap<>();
		Tree.walk(SyncPath.ROOT, scan.tree(), (path, entry) -> {
			if (entry instanceof Entry.File file) {
				files.put(path, file);
			}
		});
		var proven = endpoint.prove(scan, new TreeSet<>(files.keySet()), other, cancel);
		// As if looked at long after the files were written.
		Instant observed = Instant.now().plus(Duration.ofHours(1));
		proven.forEach((path, digest) -> known.put(scan.identities().of(path).orElseThrow().version(),
				new KnownContent.Proven(digest, observed)));
		return scan();
	}

	Outcome apply(Step... steps) {
		return apply(List.of(steps));
	}

	Outcome apply(List<? extends Step> steps) {
		return endpoint.apply(last.orElseThrow(), List.copyOf(steps), other, StepObserver.NONE, cancel);
	}

	Change change(String path, Entry before, Entry after) {
		return new Change(path(path), before, after);
	}

	Change create(String path, String text) {
		other.with(path, text);
		return change(path, Absent.ABSENT, file(text));
	}

	Change replace(String path, String text) {
		other.with(path, text);
		return change(path, Tree.at(last.orElseThrow().tree(), path(path)), file(text));
	}

	Change delete(String path) {
		return change(path, Tree.at(last.orElseThrow().tree(), path(path)), Absent.ABSENT);
	}

	static StepResult.Done done(Outcome outcome) {
		return (StepResult.Done) outcome.results().getFirst();
	}

	static Code failed(Outcome outcome) {
		return ((StepResult.Failed) outcome.results().getFirst()).diagnostic().code();
	}

	/** Names below the root, ours included, sorted. */
	List<String> names() throws IOException {
		try (Stream<Path> all = Files.walk(root)) {
			return all.filter(each -> !each.equals(root)).map(each -> root.relativize(each).toString())
					.sorted().toList();
		}
	}

	LocalTrash trash() throws IOException {
		return new LocalTrash(TrashFolder.of(root, taskData));
	}

	static boolean exists(Path path) {
		return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
	}

	static List<Code> codes(Scan scan) {
		return scan.problems().stream().map(problem -> problem.code()).toList();
	}

	/** A watcher that tells what a test says. */
	static final class ScriptedWatcher implements TreeWatcher, Watch {

		private record Told(Optional<? extends Collection<Path>> paths, IOException end) {
		}

		private final BlockingQueue<Told> told = new LinkedBlockingQueue<>();
		volatile Predicate<Path> excluded;
		volatile int begun;
		volatile boolean closed;

		@Override
		public Watch watch(Path root, Predicate<Path> without) {
			excluded = without;
			begun++;
			return this;
		}

		void tell(Path... paths) {
			told.add(new Told(Optional.of(List.of(paths)), null));
		}

		void lose() {
			told.add(new Told(Optional.empty(), null));
		}

		void end(IOException reason) {
			told.add(new Told(Optional.empty(), reason));
		}

		@Override
		public Optional<Set<Path>> await(Duration quiet) throws IOException, InterruptedException {
			Told next = told.take();
			if (next.end != null) {
				throw next.end;
			}
			return next.paths.map(Set::copyOf);
		}

		@Override
		public void close() {
			closed = true;
		}
	}
}
