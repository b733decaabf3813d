package org.cellssync.core.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalLong;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

/**
 * Random edits, failures and decisions on two ends, brought together in every mode. A failing seed is printed
 * in its smallest form and fails again alone, with the same trace: {@code -Dcellssync.firstSeed=SEED
 * -Dcellssync.seeds=1}.
 */
class ConvergenceTest {

	private static final long SEEDS = Long.getLong("cellssync.seeds", 100_000);
	private static final long FIRST = Long.getLong("cellssync.firstSeed", 1);
	private static final long TRACED = 500;

	@Test
	void convergesAndLosesNothing() {
		OptionalLong failing = LongStream.range(FIRST, FIRST + SEEDS).parallel()
				.filter(seed -> Shrinking.failure(Scenario.of(seed)).isPresent()).findFirst();
		if (failing.isPresent()) {
			throw failure(failing.getAsLong());
		}
	}

	private static AssertionError failure(long seed) {
		Scenario scenario = Scenario.of(seed);
		Scenario smallest = Shrinking.smallest(scenario);
		return new AssertionError("seed " + seed + ", " + smallest.actions().size() + " of "
				+ scenario.actions().size() + " actions\n" + String.join("\n", Shrinking.trace(smallest)),
				Shrinking.failure(smallest).orElseThrow());
	}

	@Test
	void replaysWithTheSameTrace() {
		LongStream.range(FIRST, FIRST + Math.min(SEEDS, TRACED)).forEach(
				seed -> assertEquals(Shrinking.trace(Scenario.of(seed)), Shrinking.trace(Scenario.of(seed)),
						() -> "seed " + seed));
	}

	/** Without this the tests above would say little. */
	@Test
	void conflictsAndMovesHappen() {
		long moved = LongStream.range(1, 200)
				.filter(seed -> Shrinking.trace(Scenario.of(seed)).stream()
						.anyMatch(line -> line.contains("Move[")))
				.count();
		long decided = LongStream.range(1, 200)
				.filter(seed -> Shrinking.trace(Scenario.of(seed)).stream()
						.anyMatch(line -> line.contains("decided {")))
				.count();
		assertTrue(moved > 50 && decided > 5, () -> moved + " with moves, " + decided + " with decisions");
	}
}
