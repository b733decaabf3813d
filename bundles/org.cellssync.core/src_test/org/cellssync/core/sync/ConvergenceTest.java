package org.cellssync.core.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongConsumer;

import org.cellssync.core.tree.Content;
import org.cellssync.core.tree.Digest;
import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Entry.File;
import org.cellssync.core.tree.Entry.Link;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.core.tree.Tree;
import org.junit.jupiter.api.Test;

/**
 * Random edits on two ends, brought together. A failing seed is printed with what happened and fails again
 * alone.
 */
class ConvergenceTest {

	private static final int SEEDS = Integer.getInteger("cellssync.seeds", 1000);
	private static final long FIRST = Long.getLong("cellssync.firstSeed", 1);
	private static final int ROUNDS = 4;
	private static final int DECISIONS = 4;

	@Test
	void convergesAndLosesNothing() {
		forEachSeed(seed -> run(seed, 0, false));
	}

	@Test
	void convergesAfterFailures() {
		forEachSeed(seed -> run(seed, 4, false));
	}

	@Test
	void comesOutAsDecided() {
		forEachSeed(seed -> {
			Random random = new Random(-seed);
			SimulatedPair pair = run(seed, 0, false);
			try {
				decide(pair, random);
			} catch (RuntimeException | AssertionError e) {
				throw failure(seed, pair, e);
			}
		});
	}

	private static void decide(SimulatedPair pair, Random random) {
		Known before = Known.of(pair);
		boolean both = random.nextBoolean();
		for (int i = 0; i < DECISIONS && !pair.plan().conflicts().isEmpty(); i++) {
			SortedMap<SyncPath, Decision> decisions = new TreeMap<>();
			for (Conflict conflict : pair.plan().conflicts()) {
				Resolution resolution = both ? Resolution.KEEP_BOTH : Resolution.values()[random.nextInt(3)];
				decisions.put(conflict.path(), new Decision(resolution, conflict.local(), conflict.remote()));
			}
			pair.decide(decisions);
			pair.cycle(step -> false);
		}
		bringTogether(pair);
		assertEquals(List.of(), pair.plan().conflicts(), "still in conflict");
		if (both) {
			before.checkKept(pair);
		}
	}

	@Test
	void leavesAloneWhatIsBlocked() {
		forEachSeed(seed -> run(seed, 0, true));
	}

	private static void forEachSeed(LongConsumer test) {
		for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
			test.accept(seed);
		}
	}

	/**
	 * @param failing one step in so many fails in the first cycles of a round, none where 0
	 * @param blocking whether something is blocked in the first cycles of a round
	 */
	private static SimulatedPair run(long seed, int failing, boolean blocking) {
		Random random = new Random(seed);
		SimulatedPair pair = new SimulatedPair(random.nextInt(4) > 0);
		RandomEdits edits = new RandomEdits(random, random.nextInt(3) == 0);
		try {
			for (int round = 0; round < ROUNDS; round++) {
				if (random.nextInt(4) == 0) {
					edits.editAlike(pair);
				}
				for (Side side : Side.values()) {
					for (int count = random.nextInt(6); count > 0; count--) {
						pair.trace.add(side + " " + edits.edit(pair.end(side)));
					}
				}
				Known before = Known.of(pair);
				if (failing > 0) {
					pair.cycle(step -> random.nextInt(failing) == 0);
					pair.cycle(step -> random.nextInt(failing) == 0);
				}
				if (blocking) {
					block(pair, random);
				}
				bringTogether(pair);
				before.checkKept(pair);
			}
			return pair;
		} catch (RuntimeException | AssertionError e) {
			throw failure(seed, pair, e);
		}
	}

	private static AssertionError failure(long seed, SimulatedPair pair, Throwable cause) {
		return new AssertionError("seed " + seed + "\n" + brief(String.join("\n", pair.trace)), cause);
	}

	private static String brief(String trace) {
		return trace
				.replaceAll(
						"File\\[content=0+([1-9a-f][0-9a-f]*)0{9,}[0-9a-f]+, size=\\d+, executable=false\\]",
						"$1")
				.replaceAll(
						"File\\[content=0+([1-9a-f][0-9a-f]*)0{9,}[0-9a-f]+, size=\\d+, executable=true\\]",
						"$1x")
				.replaceAll(
						"File\\[content=Unread\\[high=(-?\\d{4})[^]]*\\], size=(\\d+), executable=(.)[^]]*\\]",
						"U$1/$2$3")
				.replaceAll("Change\\[path=(.*?), before=", "[$1: ").replaceAll(", after=", " -> ");
	}

	private static void block(SimulatedPair pair, Random random) {
		List<Map<String, Entry>> blocked = new ArrayList<>();
		for (SimulatedEnd end : pair.ends.values()) {
			List<SyncPath> paths = List.copyOf(end.items().tailMap(SyncPath.ROOT, false).keySet());
			for (int count = Math.min(paths.size(), random.nextInt(3)); count > 0; count--) {
				SyncPath path = paths.get(random.nextInt(paths.size()));
				pair.trace.add("block " + path);
				end.block(path);
			}
			blocked.add(end.blocked());
		}
		pair.cycle(step -> false);
		pair.cycle(step -> false);
		Plan last = pair.plan();
		assertTrue(last.isEmpty(), () -> "not at rest with something blocked: " + last);
		assertEquals(blocked, pair.ends.values().stream().map(SimulatedEnd::blocked).toList(),
				"blocked, but touched");
		pair.ends.values().forEach(SimulatedEnd::unblockAll);
		pair.trace.add("unblock");
	}

	private static void bringTogether(SimulatedPair pair) {
		pair.cycle(step -> false);
		pair.cycle(step -> false);
		Plan last = pair.plan();
		assertTrue(last.isEmpty(), () -> "not at rest: " + last);
		if (last.conflicts().isEmpty()) {
			assertEquals(pair.trees().local(), pair.trees().remote(), "ends differ");
			assertEquals(pair.trees().local(), pair.ancestor(), "ancestor differs");
		}
		Tree.walk(SyncPath.ROOT, pair.ancestor(), (path, entry) -> assertTrue(
				entry instanceof Directory || entry instanceof Link
						|| entry instanceof File file && file.content() instanceof Digest,
				() -> "in the ancestor: " + path + " " + entry));
	}

	/**
	 * Content that nobody may lose.
	 *
	 * @param fresh written since both ends agreed
	 * @param untouched in one file of the ancestor, and in one on each end
	 */
	private record Known(Set<Content> fresh, Set<Content> untouched) {

		static Known of(SimulatedPair pair) {
			Set<Content> fresh = contents(files(pair, Side.LOCAL), false);
			fresh.addAll(contents(files(pair, Side.REMOTE), false));
			fresh.removeAll(contents(files(pair.ancestor()), false));
			Set<Content> untouched = contents(files(pair.ancestor()), true);
			untouched.retainAll(contents(files(pair, Side.LOCAL), true));
			untouched.retainAll(contents(files(pair, Side.REMOTE), true));
			return new Known(fresh, untouched);
		}

		void checkKept(SimulatedPair pair) {
			Set<Content> kept = contents(files(pair, Side.LOCAL), false);
			kept.addAll(contents(files(pair, Side.REMOTE), false));
			assertEquals(Set.of(), missing(fresh, kept), "lost what was new");
			assertEquals(Set.of(), missing(untouched, kept), "lost what nobody touched");
		}
	}

	private static Set<Content> missing(Set<Content> wanted, Set<Content> kept) {
		Set<Content> missing = new HashSet<>(wanted);
		missing.removeAll(kept);
		return missing;
	}

	private static List<Entry> files(SimulatedPair pair, Side side) {
		return pair.end(side).items().values().stream().map(SimulatedEnd.Item::entry).toList();
	}

	private static List<Entry> files(Entry tree) {
		List<Entry> entries = new ArrayList<>();
		Tree.walk(SyncPath.ROOT, tree, (path, entry) -> entries.add(entry));
		return entries;
	}

	/** @param single whether only content that one file alone has is meant */
	private static Set<Content> contents(List<Entry> entries, boolean single) {
		Set<Content> contents = new HashSet<>();
		Set<Content> twice = new HashSet<>();
		for (Entry entry : entries) {
			if (entry instanceof File file && !contents.add(file.content())) {
				twice.add(file.content());
			}
		}
		if (single) {
			contents.removeAll(twice);
		}
		return contents;
	}
}
