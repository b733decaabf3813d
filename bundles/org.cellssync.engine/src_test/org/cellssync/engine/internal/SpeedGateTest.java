package org.cellssync.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import org.cellssync.api.session.SpeedLimit;
import org.cellssync.api.util.Cancellation;
import org.junit.jupiter.api.Test;

class SpeedGateTest {

	/** Longer than anything here takes; only a fault makes it pass. */
	private static final int LIMIT_SECONDS = 60;
	private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

	/** A time that passes only while somebody waits for it. */
	private static final class Simulated implements SpeedGate.Time, InstantSource {

		private final Instant began;
		private long nanos;
		private AtomicInteger lanes = new AtomicInteger();
		private SpeedGate gate;

		Simulated(String began) {
			this.began = LocalDateTime.parse(began).atZone(ZoneId.systemDefault()).toInstant();
		}

		@Override
		public synchronized long nanos() {
			return nanos;
		}

		@Override
		public Instant instant() {
			return began.plusNanos(nanos());
		}

		/** Lets time go on once all lanes wait. */
		@Override
		public void await(Object monitor, Duration longest) throws InterruptedException {
			// Who is not first waits a whole second at a time, which is not what time is to go on by.
			if (gate != null && (gate.waiting() < lanes.get() || longest.toSeconds() > 0)) {
				monitor.wait(1);
				return;
			}
			synchronized (this) {
				nanos += longest.toNanos();
			}
			monitor.notifyAll();
			if (gate != null) {
				monitor.wait(1);
			}
		}
	}

	private static SpeedLimit limit(String... rates) {
		return SpeedLimit.parse(List.of(rates));
	}

	private static void pass(SpeedGate gate, long bytes) {
		long left = bytes;
		while (left > 0) {
			int portion = gate.portion((int) Math.min(left, 1 << 20));
			gate.pass(portion, new Cancellation());
			left -= portion;
		}
	}

	@Test
	void asMuchPassesAsTheRateAllows() {
		for (long rate : new long[] { 1_000, 50_000, 1_000_000, 100_000_000 }) {
			Simulated time = new Simulated("2026-11-27T12:00:00");
			SpeedGate gate = new SpeedGate(limit(String.valueOf(rate)), time, time);
			pass(gate, rate * 20);
			double seconds = time.nanos() / 1e9;
			assertEquals(20, seconds, 1.2, "seconds for 20 seconds' worth at " + rate);
		}
	}

	@Test
	void theClockBeginsAndEndsALimit() {
		Simulated time = new Simulated("2026-11-27T17:59:50");
		SpeedGate gate = new SpeedGate(limit("1M@Mon-Fri 08:00-18:00"), time, time);
		pass(gate, 1_000_000_000);
		// Ten seconds at the rate, then everything at once.
		assertEquals(10, time.nanos() / 1e9, 1.2);
	}

	@Test
	void allThatTravelsGetsEqualTurns() throws Exception {
		Simulated time = new Simulated("2026-11-27T12:00:00");
		SpeedGate gate = new SpeedGate(limit("1M"), time, time);
		int lanes = 5;
		int turns = 40;
		time.lanes.set(lanes);
		time.gate = gate;
		List<Integer> passed = Collections.synchronizedList(new ArrayList<>());
		List<CompletableFuture<Void>> ends = new ArrayList<>();
		for (int lane = 0; lane < lanes; lane++) {
			int number = lane;
			// Some want much at once and some little: each turn is a portion at most.
			int wanted = lane % 2 == 0 ? 1 << 20 : 1 << 16;
			ends.add(CompletableFuture.runAsync(() -> {
				for (int turn = 0; turn < turns; turn++) {
					gate.pass(gate.portion(wanted), new Cancellation());
					passed.add(number);
				}
				time.lanes.decrementAndGet();
			}, work -> Thread.ofPlatform().daemon().start(work)));
		}
		for (CompletableFuture<Void> end : ends) {
			end.get(LIMIT_SECONDS, TimeUnit.SECONDS);
		}
		int[] counts = new int[lanes];
		for (int i = 0; i < passed.size(); i++) {
			counts[passed.get(i)]++;
			int least = Integer.MAX_VALUE;
			int most = 0;
			for (int count : counts) {
				least = Math.min(least, count);
				most = Math.max(most, count);
			}
			assertTrue(most - least <= 3, "after " + i + " turns one lane had " + most + ", another " + least);
		}
	}

	/** Returns once somebody waits at the gate. */
	private static void awaitSomebody(SpeedGate gate) {
		long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
		while (gate.waiting() == 0) {
			assertTrue(System.nanoTime() < end, "nobody waits");
			LockSupport.parkNanos(STEP_NANOS);
		}
	}

	@Test
	void aChangedLimitCountsAtOnceForWhoWaits() throws Exception {
		Simulated still = new Simulated("2026-11-27T12:00:00");
		// More lanes than there are: time stands still, so nobody is let through by it.
		still.lanes.set(99);
		SpeedGate gate = new SpeedGate(limit("1k"), still, still);
		still.gate = gate;
		CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> pass(gate, 1 << 20),
				work -> Thread.ofPlatform().daemon().start(work));
		awaitSomebody(gate);
		gate.limit(SpeedLimit.NONE);
		waiting.get(LIMIT_SECONDS, TimeUnit.SECONDS);
	}

	@Test
	void whoIsCancelledWaitsNoLonger() throws Exception {
		Simulated still = new Simulated("2026-11-27T12:00:00");
		still.lanes.set(99);
		SpeedGate gate = new SpeedGate(limit("1k"), still, still);
		still.gate = gate;
		Cancellation cancel = new Cancellation();
		CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> {
			gate.pass(1024, cancel);
			gate.pass(1024, cancel);
		}, work -> Thread.ofPlatform().daemon().start(work));
		awaitSomebody(gate);
		cancel.cancel();
		try {
			waiting.get(LIMIT_SECONDS, TimeUnit.SECONDS);
		} catch (ExecutionException e) {
			assertInstanceOf(CancellationException.class, e.getCause());
		} catch (CancellationException e) {
			// A future tells a cancellation this way.
		}
		assertEquals(0, gate.waiting());
	}
}
