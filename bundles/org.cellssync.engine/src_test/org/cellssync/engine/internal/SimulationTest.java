package org.cellssync.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

import org.cellssync.engine.internal.History.Step;
import org.cellssync.engine.internal.Simulation.Counts;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Many histories of {@link Simulation}. One that goes wrong is made small and told step by step, and can be had again
 * alone, in the same small form: {@code -Dcellssync.firstHistory=SEED -Dcellssync.histories=1}.
 */
class SimulationTest {

	private static final Logger LOG = LoggerFactory.getLogger(SimulationTest.class);
	private static final long HISTORIES = Long.getLong("cellssync.histories", 2_000);
	private static final long FIRST = Long.getLong("cellssync.firstHistory", 1);
	private static final long TOLD = 50;

	@Test
	void everythingComesTogetherAndNothingIsLost() {
		long began = System.nanoTime();
		AtomicLong failing = new AtomicLong(Long.MAX_VALUE);
		Counts counts = LongStream.range(FIRST, FIRST + HISTORIES).parallel().filter(seed -> seed < failing.get())
				.mapToObj(seed -> counts(seed, failing)).reduce(Counts.NONE, Counts::plus);
		if (failing.get() != Long.MAX_VALUE) {
			throw failure(failing.get());
		}
		long millis = (System.nanoTime() - began) / 1_000_000;
		LOG.info("{} histories, {} a second: {}", HISTORIES, HISTORIES * 1_000 / Math.max(1, millis), counts);
		// What is excused in a single history must be rare.
		assertTrue(counts.onlyKept() * 500 <= HISTORIES + 5_000, counts::toString);
		assertTrue(counts.twice() * 40 <= HISTORIES + 400, counts::toString);
	}

	private static Counts counts(long seed, AtomicLong failing) {
		try {
			return new Simulation(History.of(seed), what -> {}).run();
		} catch (AssertionError | RuntimeException e) {
			// Told below, from the first of all that fail.
			failing.accumulateAndGet(seed, Math::min);
			return Counts.NONE;
		}
	}

	private static AssertionError failure(long seed) {
		History history = History.of(seed);
		if (!fails(history)) {
			return new AssertionError("history " + seed + " went wrong in one run and well in another");
		}
		History smallest = history.smallest(SimulationTest::fails);
		return new AssertionError("history " + seed + ", " + smallest.steps().size() + " of " + history.steps().size()
				+ " steps\n" + told(smallest));
	}

	private static boolean fails(History history) {
		try {
			new Simulation(history, what -> {}).run();
			return false;
		} catch (AssertionError | RuntimeException e) {
			// Told from the smallest of all that fail.
			return true;
		}
	}

	private static String told(History history) {
		StringBuilder told = new StringBuilder();
		try {
			new Simulation(history, what -> told.append(what.get()).append('\n')).run();
		} catch (AssertionError | RuntimeException e) {
			told.append(e).append('\n');
		}
		return told.toString();
	}

	@Test
	void aFailureIsMadeSmall() {
		History history = History.of(1);
		List<Step> needed = List.of(history.steps().get(2), history.steps().get(9));
		History smallest = history.smallest(each -> each.steps().containsAll(needed));

		assertEquals(needed, smallest.steps());
		assertEquals(1, smallest.setup().machines().size());
		assertEquals(told(smallest), told(history.smallest(each -> each.steps().containsAll(needed))));
	}

	@Test
	void aSeedGivesAlwaysTheSameHistory() {
		for (long seed = FIRST; seed < FIRST + TOLD; seed++) {
			assertEquals(told(seed), told(seed), "history " + seed);
		}
	}

	/** Without this the test above would say little. */
	@Test
	void everythingHappens() {
		String all = LongStream.range(1, 1 + 4 * TOLD).mapToObj(SimulationTest::told).reduce("", String::concat);
		for (String each : List.of("Move[", "decides", "CRASH_BEFORE at step", "CRASH_AFTER at commit", "REPLY_LOST at step",
				"FAILS at list", "UNSETTLED", "cellssync-move", "local copy", "CHANGED_MEANWHILE", "halted: RESTORE",
				"halted: DELETE",
				"mode=DOWNLOAD", "mode=UPLOAD", "deletions=false", "unselected=[a]", "ignore=[a]", "clock of",
				"C1 forgets", "folds names", "C1' rests", "NAME_CLASH", "create decomposed", "reform", "hears nothing",
				"compared: Paths", "a comparison breaks")) {
			assertTrue(all.contains(each), each);
		}
	}

	/** M3, on a disk that takes both names for one. */
	@Test
	void namesChangeByCaseAloneOnDisksThatFoldThem() {
		Pattern move = Pattern.compile("  (C\\d) Done\\[step=Move\\[from=(\\S+), to=(\\S+), ");
		assertTrue(LongStream.range(1, 1 + 8 * TOLD).mapToObj(SimulationTest::told)
				.flatMap(told -> move.matcher(told).results()
						.filter(each -> told.contains(each.group(1) + ", which folds names,")))
				.anyMatch(each -> each.group(2).equalsIgnoreCase(each.group(3))));
	}

	private static String told(long seed) {
		return told(History.of(seed));
	}
}
