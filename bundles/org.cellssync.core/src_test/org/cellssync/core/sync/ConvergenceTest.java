package org.cellssync.core.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.LongConsumer;

import org.cellssync.core.tree.Content;
import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Entry.File;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.core.tree.Tree;
import org.junit.jupiter.api.Test;

/** Random edits on two ends, brought together. A failing seed is printed with what happened and fails again alone. */
class ConvergenceTest {

	private static final int SEEDS = Integer.getInteger("cellssync.seeds", 3000);
	private static final long FIRST = Long.getLong("cellssync.firstSeed", 1);
	private static final int ROUNDS = 4;

	@Test
	void convergesAndLosesNothing() {
		forEachSeed(seed -> run(seed, 0));
	}

	@Test
	void convergesAfterFailures() {
		forEachSeed(seed -> run(seed, 4));
	}

	private static void forEachSeed(LongConsumer test) {
		for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
			test.accept(seed);
		}
	}

	/** @param failing one step in so many fails in the first cycles of a round, none where 0 */
	private static void run(long seed, int failing) {
		Random random = new Random(seed);
		SimulatedPair pair = new SimulatedPair();
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
				bringTogether(pair, random, failing);
			}
		} catch (RuntimeException | AssertionError e) {
			throw new AssertionError("seed " + seed + ", failing " + failing + "\n" + brief(String.join("\n", pair.trace)), e);
		}
	}

	private static String brief(String trace) {
		return trace.replaceAll("File\\[content=0+([1-9a-f][0-9a-f]*)0{9,}[0-9a-f]+, size=\\d+, executable=false\\]", "$1")
				.replaceAll("File\\[content=0+([1-9a-f][0-9a-f]*)0{9,}[0-9a-f]+, size=\\d+, executable=true\\]", "$1x")
				.replaceAll("File\\[content=Unread\\[high=(-?\\d{4})[^]]*\\], size=(\\d+), executable=(.)[^]]*\\]", "U$1/$2$3")
				.replaceAll("Change\\[path=(.*?), before=", "[$1: ").replaceAll(", after=", " -> ");
	}

	private static void bringTogether(SimulatedPair pair, Random random, int failing) {
		Set<Content> agreed = contents(pair.ancestor(), false);
		Set<Content> untouched = contents(pair.ancestor(), true);
		untouched.retainAll(contents(proven(pair, Side.LOCAL), true));
		untouched.retainAll(contents(proven(pair, Side.REMOTE), true));
		Set<Content> local = held(pair, Side.LOCAL);
		Set<Content> remote = held(pair, Side.REMOTE);
		if (failing > 0) {
			pair.cycle(step -> random.nextInt(failing) == 0);
			pair.cycle(step -> random.nextInt(failing) == 0);
		}
		pair.cycle(step -> false);
		Plan second = pair.cycle(step -> false);
		Plan last = pair.plan();

		assertTrue(last.isEmpty(), () -> "not at rest: " + last);
		Set<Content> kept = held(pair, Side.LOCAL);
		kept.addAll(held(pair, Side.REMOTE));
		for (Set<Content> before : List.of(local, remote)) {
			Set<Content> fresh = new HashSet<>(before);
			fresh.removeAll(agreed);
			assertTrue(kept.containsAll(fresh), () -> "lost what was new: " + missing(fresh, kept));
		}
		assertTrue(kept.containsAll(untouched), () -> "lost what nobody touched: " + missing(untouched, kept));
		if (last.conflicts().isEmpty()) {
			assertEquals(pair.trees().local(), pair.trees().remote(), "ends differ");
			assertEquals(pair.trees().local(), pair.ancestor(), "ancestor differs");
		}
		Tree.walk(SyncPath.ROOT, pair.ancestor(), (path, entry) -> assertTrue(
				entry instanceof Directory || entry instanceof Entry.Link
						|| entry instanceof File file && file.content() instanceof org.cellssync.core.tree.Digest,
				() -> "in the ancestor: " + path + " " + entry));
		assertTrue(second != null);
	}

	private static Set<Content> missing(Set<Content> wanted, Set<Content> kept) {
		Set<Content> missing = new HashSet<>(wanted);
		missing.removeAll(kept);
		return missing;
	}

	private static Set<Content> held(SimulatedPair pair, Side side) {
		return contents(proven(pair, side), false);
	}

	private static List<Entry> proven(SimulatedPair pair, Side side) {
		return pair.end(side).items().values().stream().map(SimulatedEnd.Item::entry).toList();
	}

	private static Set<Content> contents(Entry tree, boolean single) {
		List<Entry> entries = new ArrayList<>();
		Tree.walk(SyncPath.ROOT, tree, (path, entry) -> entries.add(entry));
		return contents(entries, single);
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
