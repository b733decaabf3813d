package org.cellssync.store.lmdb.internal;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

import org.cellssync.api.state.AgreedEntry;
import org.cellssync.api.state.Commit;
import org.cellssync.api.state.KnownContent;
import org.cellssync.api.state.KnownContent.Proven;
import org.cellssync.api.state.StateException;
import org.cellssync.api.state.TaskState;
import org.cellssync.core.sync.Side;
import org.cellssync.core.tree.Digest;
import org.cellssync.core.tree.SyncPath;

/** Prints how long a state of many files takes to write, open and load, and how large it is. Run by hand. */
final class StateBenchmark {

	private StateBenchmark() {
	}

	/** Takes the number of files, 100,000 if none is given, and how many each commit holds. */
	public static void main(String[] arguments) throws IOException, StateException, InterruptedException {
		int files = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
		int batch = arguments.length > 1 ? Integer.parseInt(arguments[1]) : files;
		Path folder = Files.createTempDirectory(Path.of("").toAbsolutePath(), "state");
		warmUp(folder.resolve("warm"));
		try (TaskState state = new LmdbStateStore().open(folder)) {
			commitAll(state, files, batch);
			commitFew(state, files);
		}
		print(folder, files);
		for (int round = 0; round < 3; round++) {
			load(folder);
		}
	}

	private static void warmUp(Path folder) throws StateException {
		try (TaskState state = new LmdbStateStore().open(folder)) {
			commits(5000, 1000).forEach(commit -> {
				try {
					state.commit(commit);
				} catch (StateException e) {
					throw new IllegalStateException(e);
				}
			});
			state.agreed();
		}
	}

	private static void commitAll(TaskState state, int files, int batch) throws StateException {
		List<Commit> commits = commits(files, batch);
		System.gc();
		long start = System.nanoTime();
		long processor = processor();
		for (Commit commit : commits) {
			state.commit(commit);
		}
		System.out.printf("%,d files in commits of %,d: %.3f s (processor %.3f)%n", files, batch,
				seconds(start),
				(processor() - processor) / 1e9);
	}

	/** Returns the time all threads together have had a processor, which others do not disturb as much. */
	private static long processor() {
		return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
				.getProcessCpuTime();
	}

	private static void commitFew(TaskState state, int files) throws StateException {
		Random random = new Random(1);
		long slowest = 0;
		long start = System.nanoTime();
		for (int i = 0; i < 50; i++) {
			long before = System.nanoTime();
			CommitBuilder commit = new CommitBuilder();
			int number = random.nextInt(files);
			commit.agreed(path(number), CommitBuilder.file(number + 1),
					CommitBuilder.left(name(number), number + 1),
					CommitBuilder.right(name(number), number + 1));
			state.commit(commit.note("n", "" + i).build());
			slowest = Math.max(slowest, System.nanoTime() - before);
		}
		System.out.printf("commit of one file: %.2f ms, slowest %.2f ms%n", seconds(start) * 1000 / 50,
				slowest / 1e6);
	}

	private static void load(Path folder) throws StateException {
		System.gc();
		long start = System.nanoTime();
		long processor = processor();
		try (TaskState state = new LmdbStateStore().open(folder)) {
			double opened = seconds(start);
			double openedProcessor = (processor() - processor) / 1e9;
			start = System.nanoTime();
			processor = processor();
			int identities = state.agreed().local().size();
			double loaded = seconds(start);
			double loadedProcessor = (processor() - processor) / 1e9;
			KnownContent known = state.known(Side.LOCAL);
			start = System.nanoTime();
			int looked = Math.min(identities, 100_000);
			for (int i = 0; i < looked; i++) {
				if (known.of(CommitBuilder.left("", i).version()).isEmpty()) {
					throw new IllegalStateException("unknown version");
				}
			}
			System.out.printf(
					"open and check %.3f s (processor %.3f), load %.3f s (processor %.3f), find %.2f us each%n",
					opened, openedProcessor, loaded, loadedProcessor, seconds(start) * 1e6 / looked);
		}
	}

	private static void print(Path folder, int files) throws IOException, InterruptedException {
		Path data = folder.resolve("state/data.mdb");
		Process disk = new ProcessBuilder("du", "-k", data.toString()).start();
		String kibibytes = disk.inputReader().readLine().split("\\s")[0];
		System.out.printf("%.0f bytes per file on disk (length of file %,d)%n",
				Long.parseLong(kibibytes) * 1024.0 / files,
				Files.size(data));
	}

	private static List<Commit> commits(int files, int batch) {
		List<Commit> commits = new ArrayList<>();
		for (int from = 0; from < files; from += batch) {
			SortedMap<SyncPath, Optional<AgreedEntry>> agreed = new TreeMap<>();
			Map<String, Proven> local = new HashMap<>();
			Map<String, Proven> remote = new HashMap<>();
			for (int i = from; i < Math.min(files, from + batch); i++) {
				var left = CommitBuilder.left(name(i), i);
				var right = CommitBuilder.right(name(i), i);
				agreed.put(SyncPath.of(path(i)),
						Optional.of(new AgreedEntry(CommitBuilder.file(i), Optional.of(left),
								Optional.of(right))));
				local.put(left.version(), new Proven(new Digest(i, i), Instant.ofEpochSecond(1_700_000_000)));
				remote.put(right.version(),
						new Proven(new Digest(i, i), Instant.ofEpochSecond(1_700_000_000)));
			}
			commits.add(new Commit(agreed, local, remote, new TreeMap<>(), List.of()));
		}
		return commits;
	}

	private static String path(int number) {
		return "documents/project %03d/part %d/%s".formatted(number / 1000 % 1000, number / 100,
				name(number));
	}

	private static String name(int number) {
		return "report on things " + number + ".txt";
	}

	private static double seconds(long start) {
		return (System.nanoTime() - start) / 1e9;
	}
}
