package org.cellssync.endpoint.cells.internal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

/** How clients come back to a server that starts again. */
class ChangeWatchPauseTest {

	private static final int CLIENTS = 200;
	private static final Duration LONGEST = Duration.ofSeconds(10);

	/** A stream that stood for long is opened again at once by each, and not by all together. */
	@Test
	void theFirstTryIsNotMadeByAllAtOneMoment() {
		int[] tenths = new int[10];
		for (int client = 0; client < CLIENTS; client++) {
			long pause = ChangeWatch.pauseAfter(0, LONGEST, new SplittableRandom(client)).toMillis();
			assertTrue(pause >= 0 && pause <= 1000, pause + " ms");
			tenths[(int) Math.min(9, pause / 100)]++;
		}
		int most = Arrays.stream(tenths).max().orElseThrow();
		assertTrue(most <= CLIENTS / 5, most + " within a tenth of a second");
	}

	/** All lose their stream at one moment, and try until the server is back. */
	@Test
	void twoHundredClientsDoNotComeBackAtOneMoment() {
		for (long away : new long[] { 1_000, 5_000, 30_000, 300_000 }) {
			long[] seconds = new long[16];
			for (int client = 0; client < CLIENTS; client++) {
				long back = comesBack(away, new SplittableRandom(client));
				assertTrue(back - away <= LONGEST.toMillis(),
						"client " + client + " stays away for " + (back - away) + " ms");
				seconds[(int) ((back - away) / 1000)]++;
			}
			// After a short absence the pauses are short still, as nobody shall wait for long.
			long most = Arrays.stream(seconds).max().orElseThrow();
			long fewEnough = away < 5_000 ? CLIENTS : away < 30_000 ? CLIENTS * 3 / 5 : CLIENTS / 3;
			assertTrue(most <= fewEnough, most + " within a second, away for " + away + " ms");
		}
	}

	/** Returns when a client finds the server that is away for so long, in milliseconds. */
	private static long comesBack(long away, SplittableRandom random) {
		long now = 0;
		for (int failures = 0; now < away; failures++) {
			now += ChangeWatch.pauseAfter(failures, LONGEST, random).toMillis();
		}
		return now;
	}

	@Test
	void pausesGrowToTheLongest() {
		SplittableRandom random = new SplittableRandom(1);
		for (int failures = 1; failures < 50; failures++) {
			long pause = ChangeWatch.pauseAfter(failures, LONGEST, random).toMillis();
			long longest = Math.min(10_000, 500L << Math.min(failures - 1, 10));
			assertTrue(pause >= longest / 2 && pause <= longest, pause + " ms after " + failures);
		}
	}
}
