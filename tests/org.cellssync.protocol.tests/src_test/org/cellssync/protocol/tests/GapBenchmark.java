package org.cellssync.protocol.tests;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.cellssync.api.endpoint.Endpoint;
import org.cellssync.api.endpoint.Hint;
import org.cellssync.api.endpoint.Scan;
import org.cellssync.api.endpoint.ScanRequest;
import org.cellssync.api.state.KnownContent;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Identities;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.core.tree.Tree;
import org.cellssync.sandbox.SandboxOptions;
import org.cellssync.testkit.Eventually;

/**
 * Prints how much of the heap the comparison takes that follows a gap in the stream of changes, beside the size of the
 * listing that it reads: of trees of several sizes the same, where the listing is compared as it comes.
 */
final class GapBenchmark {

	/** So many folders are in each folder. */
	private static final int WIDTH = 1000;
	private static final int AT_ONCE = 16;
	/** A node of a listing on the wire, as measured of a real server. */
	private static final double NODE_BYTES = 452;
	private static final double MEBI = 1 << 20;

	private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
	private final PrintStream out;
	private final Cancellation cancel = new Cancellation();

	private GapBenchmark(PrintStream out) {
		this.out = out;
	}

	/** Measures with trees of as many thousand nodes as the arguments say. */
	public static void main(String[] thousands) throws Exception {
		GapBenchmark benchmark = new GapBenchmark(System.out);
		benchmark.out.printf("%10s %14s %22s %8s%n", "nodes", "listing MiB", "comparison, heap MiB", "samples");
		for (String each : thousands) {
			benchmark.measure(Integer.parseInt(each));
		}
		// Threads of what was closed may still be on their way out.
		System.exit(0);
	}

	private void measure(int thousands) throws Exception {
		try (CellsBench bench = CellsBench.start(SandboxOptions.defaults().withHashDelay(Duration.ZERO))) {
			fill(bench, thousands);
			Endpoint endpoint = bench.endpoint();
			if (endpoint.awaitChange(cancel) != Hint.Everything.EVERYTHING) {
				throw new IllegalStateException("the first word is that anything may have changed");
			}
			Scan seen = endpoint
					.scan(new ScanRequest(Optional.empty(), Hint.Everything.EVERYTHING, Directory.EMPTY, Identities.NONE,
							KnownContent.NONE, (path, directory) -> false), cancel);
			int[] nodes = { 0 };
			Tree.walk(SyncPath.ROOT, seen.tree(), (path, entry) -> nodes[0]++);
			long before = live();
			long listed = bench.calls("recursive listings");
			long told = bench.calls("nodes listed");
			bench.faults(Map.of("dropStreams", true));
			List<Long> samples = new ArrayList<>();
			Eventually.holds(() -> assertTrue(bench.calls("recursive listings") > listed));
			while (bench.calls("nodes listed") - told < nodes[0] - 1) {
				samples.add(live() - before);
			}
			double most = samples.stream().mapToLong(each -> each).max().orElse(0) / MEBI;
			out.printf(Locale.ROOT, "%,10d %14.1f %22.1f %8d%n", nodes[0] - 1, nodes[0] * NODE_BYTES / MEBI, most,
					samples.size());
		}
	}

	private static void fill(CellsBench bench, int thousands) throws Exception {
		try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
			List<Future<?>> all = new ArrayList<>();
			for (int i = 0; i < thousands; i++) {
				String above = "folder " + i;
				all.add(threads.submit(() -> {
					for (String name : IntStream.range(0, WIDTH).mapToObj(each -> above + "/node " + each).toList()) {
						bench.makeFolder(name);
					}
					return null;
				}));
			}
			for (Future<?> each : all) {
				each.get();
			}
		}
	}

	/** Returns the bytes that are in use when what is garbage is gone. */
	private long live() {
		System.gc();
		return memory.getHeapMemoryUsage().getUsed();
	}
}
