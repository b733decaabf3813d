package org.cellssync.core.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;

import org.cellssync.core.sync.Scenario.Action;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random edits, failures and decisions on two ends, brought together in every mode. A failing seed is printed
 * in its smallest form and fails again alone, with the same trace: {@code -Dcellssync.firstSeed=SEED
 * -Dcellssync.seeds=1}.
 */
class ConvergenceTest {

	private static final long SEEDS = Long.getLong("cellssync.seeds", 100_000);
	private static final long FIRST = Long.getLong("cellssync.firstSeed", 1);
	private static final long TRACED = 200;

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

	/**
	 * Something that was to move lay in what was to make room for it; something in what moved became blocked by the plan
	 * itself; one that waited no longer was taken for part of a circle; an empty folder in a moved one was taken for the one
	 * that stood there before; what went back found its place taken; what could not follow was doubled for a while; a folder
	 * made for a move under a temporary name was remembered there; a folder stood where another one had left that held the
	 * same; what one end hid was forgotten, since something else had come to its place or a folder was made for it.
	 */
	@ParameterizedTest
	@ValueSource(longs = { 5_030_755, 600_616, 794_209, 1_434_517, 1_508_765, 1_744_901,
			5_327_600, 5_681_778, 4_067_709, 5_409_457 })
	void whatWentWrongOnceGoesWell(long seed) {
		Scenario.of(seed).run(told -> {});
	}

	@Test
	void replaysWithTheSameTrace() {
		LongStream.range(FIRST, FIRST + Math.min(SEEDS, TRACED)).forEach(
				seed -> assertEquals(Shrinking.trace(Scenario.of(seed)), Shrinking.trace(Scenario.of(seed)),
						() -> "seed " + seed));
	}

	@Test
	void aFailureIsShrunkToWhatItNeeds() {
		Scenario scenario = Scenario.of(2);
		List<Action> needed = List.of(scenario.actions().get(3), scenario.actions().get(17));

		assertEquals(needed, Shrinking
				.smallest(scenario, each -> each.actions().containsAll(needed)).actions());
	}

	/** Without this the tests above would say little. */
	@Test
	void conflictsAndMovesHappen() {
		long moved = 0;
		long decided = 0;
		for (long seed = 1; seed <= TRACED; seed++) {
			String trace = String.join("\n", Shrinking.trace(Scenario.of(seed)));
			moved += trace.contains("Move[") ? 1 : 0;
			decided += trace.contains("decided {") ? 1 : 0;
		}
		String counts = moved + " with moves, " + decided + " with decisions";
		assertTrue(moved > 50 && decided > 5, counts);
	}
}
