package org.cellssync.scenarios;

import static org.cellssync.scenarios.Count.downloads;
import static org.cellssync.scenarios.Count.uploads;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.cellssync.api.session.Speed;
import org.cellssync.api.session.SpeedLimit;
import org.cellssync.testkit.Eventually;

/** Content travels no faster than it may. */
class LimitedTest {

	private static final int RATE = 400_000;
	private static final int SIZE = 600_000;

	private static byte[] noise(int size) {
		byte[] content = new byte[size];
		new Random(size).nextBytes(content);
		return content;
	}

	private static SpeedLimit limit(long rate) {
		return SpeedLimit.parse(List.of(String.valueOf(rate)));
	}

	@Scenario(value = "speed limit", over = Ends.CELLS)
	void whatTravelsTakesAsLongAsTheLimitSays(Replay it) throws Exception {
		it.options(options -> options.withSpeed(new Speed(limit(RATE), SpeedLimit.NONE)));
		it.local.write("up", noise(SIZE));
		it.local.write("up too", noise(SIZE));
		long began = System.nanoTime();
		it.sync().did(uploads(2));
		assertAtLeast(2 * SIZE, began);
		it.options(options -> options.withSpeed(Speed.UNLIMITED));
		it.speed(new Speed(SpeedLimit.NONE, limit(RATE)));
		it.remote.write("down", noise(SIZE + 1));
		it.remote.write("down too", noise(SIZE + 1));
		began = System.nanoTime();
		it.sync().did(downloads(2));
		assertAtLeast(2 * SIZE, began);
		it.speed(Speed.UNLIMITED);
		it.same();
	}

	/** What was saved up, and the last portion of each file, are not waited for. */
	private static void assertAtLeast(long bytes, long began) {
		Duration least = Duration.ofMillis((bytes - RATE / 4 - 4 * (64 << 10)) * 1000L / RATE);
		Duration took = Duration.ofNanos(System.nanoTime() - began);
		assertTrue(took.compareTo(least) >= 0,
				took + " for " + bytes + " bytes at " + RATE + " a second, at least " + least);
	}

	@Scenario(value = "speed limit", over = Ends.CELLS)
	void aLimitThatIsLiftedLetsWhatIsUnderWayGoOn(Replay it) throws Exception {
		// At this rate it would take the better part of an hour.
		it.options(options -> options.withSpeed(new Speed(limit(1000), SpeedLimit.NONE)));
		byte[] content = noise(3_000_000);
		it.local.write("big", content);
		long before = it.server().calls().getOrDefault("S3 PUT", 0L);
		CompletableFuture<Run> run = CompletableFuture.supplyAsync(() -> {
			try {
				return it.sync();
			} catch (Exception e) {
				throw new IllegalStateException(e);
			}
		}, work -> Thread.ofPlatform().daemon().start(work));
		Eventually.holds(() -> assertEquals(before + 1, it.server().calls().getOrDefault("S3 PUT", 0L)));
		it.options(options -> options.withSpeed(Speed.UNLIMITED));
		run.get(2, TimeUnit.MINUTES).did(uploads(1));
		it.same();
	}
}
