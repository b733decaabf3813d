package org.cellssync.engine.internal;

import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;

import org.cellssync.api.session.SpeedLimit;
import org.cellssync.api.util.Cancellation;

/**
 * Lets content pass one way, no faster than a limit. Who comes first passes first, one portion at a time: what travels at
 * the same time gets equal shares, large files and small ones. A changed limit counts at once. Thread-safe.
 */
final class SpeedGate {

	/** A limit that begins or ends by the clock counts after so long at most. */
	private static final Duration LOOK = Duration.ofSeconds(1);
	private static final int LARGEST = 64 << 10;
	private static final int SMALLEST = 1 << 10;
	/** A portion is this share of what passes in a second, so that there are several turns in one. */
	private static final int TURNS = 16;

	/** Time as a gate needs it. */
	interface Time {

		/** The computer's. */
		Time SYSTEM = new Time() {
			@Override
			public long nanos() {
				return System.nanoTime();
			}

			@Override
			public void await(Object monitor, Duration longest) throws InterruptedException {
				monitor.wait(longest.toMillis(), longest.toNanosPart() % 1_000_000);
			}
		};

		/** Returns nanoseconds that only go forward. */
		long nanos();

		/** Waits on a monitor that the caller holds. */
		void await(Object monitor, Duration longest) throws InterruptedException;
	}

	private final InstantSource clock;
	private final Time time;
	private final Bucket bucket = new Bucket();
	private final Deque<Object> waiting = new ArrayDeque<>();
	private SpeedLimit limit;

	SpeedGate(SpeedLimit limit, InstantSource clock, Time time) {
		this.limit = limit;
		this.clock = clock;
		this.time = time;
	}

	/** Sets another limit. */
	synchronized void limit(SpeedLimit changed) {
		limit = changed;
		notifyAll();
	}

	/** Returns how many bytes may pass in one go, of so many. */
	synchronized int portion(int wanted) {
		OptionalLong rate = rate();
		return rate.isEmpty() ? wanted
				: (int) Math.min(wanted, Math.clamp(rate.getAsLong() / TURNS, SMALLEST, LARGEST));
	}

	/** Returns how many wait here. */
	synchronized int waiting() {
		return waiting.size();
	}

	private OptionalLong rate() {
		return limit.rates().isEmpty() ? OptionalLong.empty() : limit.at(clock.instant(), ZoneId.systemDefault());
	}

	/**
	 * Blocks until so many bytes may pass.
	 *
	 * @throws CancellationException once cancelled or interrupted
	 */
	void pass(int bytes, Cancellation cancel) {
		if (bytes <= 0) {
			return;
		}
		Object turn = new Object();
		try (var registration = cancel.onCancel(this::wakeAll)) {
			pass(turn, bytes, cancel);
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new CancellationException("interrupted");
		}
	}

	private synchronized void pass(Object turn, int bytes, Cancellation cancel) throws InterruptedException {
		waiting.add(turn);
		try {
			while (true) {
				cancel.check();
				OptionalLong rate = rate();
				if (rate.isEmpty()) {
					bucket.forget();
					return;
				}
				long blocked = waiting.peek() == turn ? bucket.blocked(time.nanos(), rate.getAsLong()) : LOOK.toNanos();
				if (blocked == 0) {
					bucket.take(bytes);
					return;
				}
				time.await(this, Duration.ofNanos(Math.min(blocked, LOOK.toNanos())));
			}
		} finally {
			waiting.remove(turn);
			notifyAll();
		}
	}

	private synchronized void wakeAll() {
		notifyAll();
	}
}
