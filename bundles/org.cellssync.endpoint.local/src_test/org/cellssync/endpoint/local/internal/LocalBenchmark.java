package org.cellssync.endpoint.local.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

import org.cellssync.api.endpoint.EndpointSettings;
import org.cellssync.api.endpoint.Hint;
import org.cellssync.api.endpoint.Outcome;
import org.cellssync.api.endpoint.Scan;
import org.cellssync.api.endpoint.ScanRequest;
import org.cellssync.api.endpoint.SourceFile;
import org.cellssync.api.endpoint.StepObserver;
import org.cellssync.api.endpoint.StepResult;
import org.cellssync.api.state.KnownContent;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.sync.Change;
import org.cellssync.core.sync.Step;
import org.cellssync.core.tree.Digest;
import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Entry.Absent;
import org.cellssync.core.tree.Identities;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.core.tree.Tree;
import org.cellssync.core.tree.Unread;

import com.sun.management.OperatingSystemMXBean;

/** Prints how fast a local folder is looked at and written, beside what the same calls cost by themselves. */
final class LocalBenchmark {

	private static final int FOLDERS = 1000;
	private static final int FILES = 100;
	private static final int WRITTEN = 5000;
	private static final byte[] CONTENT = new byte[4096];

	private final PrintStream out;
	private final Path base;
	private final Cancellation cancel = new Cancellation();
	private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory
			.getOperatingSystemMXBean();

	private LocalBenchmark(PrintStream out, Path base) {
		this.out = out;
		this.base = base;
	}

	/** Measures in a new folder below the one given. */
	public static void main(String[] arguments) throws Exception {
		Path base = Files.createTempDirectory(Path.of(arguments[0]).toRealPath(), "benchmark");
		try {
			LocalBenchmark benchmark = new LocalBenchmark(System.out, base);
			benchmark.scans();
			benchmark.writes();
		} finally {
			Copies.deleteTree(base);
		}
	}

	/** Something to measure. */
	private interface Work {
		void run() throws Exception;
	}

	private void measure(String what, long count, Work work) throws Exception {
		long cpu = system.getProcessCpuTime();
		long begin = System.nanoTime();
		work.run();
		double seconds = (System.nanoTime() - begin) / 1e9;
		double used = (system.getProcessCpuTime() - cpu) / 1e9;
		out.printf("%-48s %8.3f s %,10.0f/s, processor %7.3f s%n", what, seconds, count / seconds, used);
	}

	private LocalEndpoint endpoint(Path root, Path data) throws IOException {
		Files.createDirectories(root);
		Tools tools = new Tools(new TestHasher(), Clock.systemUTC(), new Names(RandomGenerator.getDefault()),
				Instant.now());
		return new LocalEndpoint(root, new SystemDisk(true), Files.createDirectories(data),
				EndpointSettings.DEFAULT, tools,
				new Fixture.ScriptedWatcher());
	}

	private void scans() throws Exception {
		Path root = base.resolve("scanned");
		for (int d = 0; d < FOLDERS; d++) {
			Path folder = Files
					.createDirectories(root.resolve("folder " + d / 100).resolve("sub folder " + d));
			for (int f = 0; f < FILES; f++) {
				Files.write(folder.resolve("file number " + f + ".txt"), new byte[] { (byte) d, (byte) f });
			}
		}
		long entries = FOLDERS * (FILES + 1L) + FOLDERS / 100;
		try (LocalEndpoint endpoint = endpoint(root, base.resolve("data"))) {
			Map<String, KnownContent.Proven> known = new HashMap<>();
			Instant later = Instant.now().plusSeconds(3600);
			for (int round = 0; round < 2; round++) {
				measure("plain walk with attributes", entries, () -> walk(root));
				Scan[] first = new Scan[1];
				measure("full look, nothing known", entries,
						() -> first[0] = scan(endpoint, Optional.empty(), known));
				first[0].identities().paths().forEach(path -> {
					String version = first[0].identities().of(path).orElseThrow().version();
					known.put(version, new KnownContent.Proven(new Digest(version.hashCode(), 1), later));
				});
				Scan[] second = new Scan[1];
				measure("full look after a start, all known", entries,
						() -> second[0] = scan(endpoint, Optional.empty(), known));
				measure("full look with a last one, all known", entries,
						() -> second[0] = scan(endpoint, Optional.of(second[0]), known));
				SyncPath path = SyncPath.of("folder 3/sub folder 333/file number 33.txt");
				Files.write(root.resolve(path.value()), new byte[round + 5]);
				measure("look at one hinted path", 1, () -> look(endpoint, second[0], known, path));
				known.clear();
			}
		}
	}

	private void walk(Path root) throws IOException {
		List<String> names = new ArrayList<>();
		Files.walkFileTree(root, new SimpleFileVisitor<>() {
			@Override
			public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
				names.add(file.getFileName() + " " + attributes.size()
						+ attributes.lastModifiedTime().toMillis());
				return FileVisitResult.CONTINUE;
			}
		});
	}

	private Scan scan(LocalEndpoint endpoint, Optional<Scan> last, Map<String, KnownContent.Proven> known)
			throws Exception {
		return endpoint.scan(request(last, known, Hint.Everything.EVERYTHING), cancel);
	}

	private void look(LocalEndpoint endpoint, Scan last, Map<String, KnownContent.Proven> known,
			SyncPath path)
			throws Exception {
		Scan scan = endpoint.scan(request(Optional.of(last), known, Hint.at(List.of(path))), cancel);
		if (scan.looked() != 1) {
			throw new IllegalStateException("looked at " + scan.looked());
		}
	}

	private static ScanRequest request(Optional<Scan> last, Map<String, KnownContent.Proven> known,
			Hint hint) {
		return new ScanRequest(last, hint, Absent.ABSENT, Identities.NONE,
				version -> Optional.ofNullable(known.get(version)),
				(path, directory) -> false);
	}

	private void writes() throws Exception {
		for (int round = 0; round < 2; round++) {
			Path plain = Files.createDirectory(base.resolve("plain" + round));
			measure("plain write and rename, no stable storage", WRITTEN, () -> write(plain, false));
			Path forced = Files.createDirectory(base.resolve("forced" + round));
			measure("plain write, force and rename, one by one", WRITTEN, () -> write(forced, true));
			Path root = base.resolve("applied" + round);
			try (LocalEndpoint endpoint = endpoint(root, base.resolve("data" + round))) {
				Scan seen = scan(endpoint, Optional.empty(), Map.of());
				measure("apply new files of 4 KiB", WRITTEN, () -> apply(endpoint, seen, creations()));
				Scan again = scan(endpoint, Optional.empty(), Map.of());
				measure("apply replacing them, old ones to the trash", WRITTEN,
						() -> apply(endpoint, again, replacements(again)));
				Scan last = scan(endpoint, Optional.empty(), Map.of());
				measure("apply deleting them one by one", WRITTEN,
						() -> apply(endpoint, last, deletions(last)));
			}
		}
	}

	private static void write(Path folder, boolean force) throws IOException {
		for (int i = 0; i < WRITTEN; i++) {
			Path temporary = folder.resolve("temporary");
			try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.CREATE_NEW,
					StandardOpenOption.WRITE)) {
				channel.write(ByteBuffer.wrap(CONTENT));
				if (force) {
					channel.force(true);
				}
			}
			Files.move(temporary, folder.resolve("file" + i), StandardCopyOption.ATOMIC_MOVE);
		}
	}

	private static List<Step> creations() {
		List<Step> steps = new ArrayList<>();
		for (int i = 0; i < WRITTEN; i++) {
			if (i % 100 == 0) {
				steps.add(new Change(SyncPath.of("d" + i / 100), Absent.ABSENT, Directory.EMPTY));
			}
			Entry after = new Entry.File(Unread.of("other", "v" + i), CONTENT.length, false);
			steps.add(new Change(name(i), Absent.ABSENT, after));
		}
		return steps;
	}

	private static SyncPath name(int i) {
		return SyncPath.of("d" + i / 100 + "/file" + i);
	}

	private static List<Step> replacements(Scan seen) {
		List<Step> steps = new ArrayList<>();
		for (int i = 0; i < WRITTEN; i++) {
			Entry before = Tree.at(seen.tree(), name(i));
			steps.add(new Change(name(i), before,
					new Entry.File(Unread.of("other", "w" + i), CONTENT.length - 1, false)));
		}
		return steps;
	}

	private static List<Step> deletions(Scan seen) {
		List<Step> steps = new ArrayList<>();
		for (int i = 0; i < WRITTEN; i++) {
			steps.add(new Change(name(i), Tree.at(seen.tree(), name(i)), Absent.ABSENT));
		}
		return steps;
	}

	private void apply(LocalEndpoint endpoint, Scan seen, List<Step> steps) {
		Map<SyncPath, Long> sizes = new HashMap<>();
		steps.forEach(step -> {
			if (step instanceof Change change && change.after() instanceof Entry.File file) {
				sizes.put(step.path(), file.size());
			}
		});
		Outcome outcome = endpoint.apply(seen, steps, path -> new Memory(sizes.get(path)), StepObserver.NONE,
				cancel);
		long failed = outcome.results().stream().filter(result -> !(result instanceof StepResult.Done))
				.count();
		if (failed > 0 || outcome.failure().isPresent() || outcome.results().size() != steps.size()) {
			throw new IllegalStateException(outcome.toString());
		}
	}

	private record Memory(long size) implements SourceFile {
		@Override
		public Instant modified() {
			return OtherEnd.MODIFIED;
		}

		@Override
		public boolean executable() {
			return false;
		}

		@Override
		public InputStream read(long offset, long length) {
			return new ByteArrayInputStream(CONTENT, (int) offset, (int) length);
		}

		@Override
		public void verifyWhole(byte[] md5) {
			// the bytes are what they are
		}

		@Override
		public void close() {
			// nothing is open
		}
	}
}
