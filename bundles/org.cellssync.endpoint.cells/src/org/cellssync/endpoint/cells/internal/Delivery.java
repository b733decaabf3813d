package org.cellssync.endpoint.cells.internal;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * Judges whether the stream of changes tells what happens on the server. A proxy may let the stream stand and keep back what
 * comes on it, or end it each time, though calls with one answer come through. That something must be told is known from our
 * own uploads, and from looks that find what nothing told of; where it is not told in time, everything is looked at now and
 * then, until the stream tells again. Moments are those of {@link System#nanoTime()}. For one thread at a time.
 */
final class Delivery {

	/**
	 * How long is waited.
	 *
	 * @param told for an event of what happened; on a busy server it took 5 s
	 * @param look between two looks while events are not to be had; each is one listing of all there is
	 */
	record Limits(Duration told, Duration look) {

		/** Those of the product. */
		static final Limits USUAL = new Limits(Duration.ofSeconds(20), Duration.ofMinutes(1));
	}

	/** A stream that never told anything is believed after looks at these times, one after the other, that found no more. */
	private static final long FIRST_TRIAL = Duration.ofMinutes(2).toNanos();
	private static final long TRIAL_GROWS = 4;
	private static final long LAST_TRIAL = Duration.ofHours(1).toNanos();

	private final Limits limits;
	/** Since when the stream is to tell of something. */
	private OptionalLong awaited = OptionalLong.empty();
	private boolean held;
	private boolean broken;
	private boolean proven;
	private long nextLook;
	private OptionalLong nextTrial = OptionalLong.empty();
	private long trialPause = FIRST_TRIAL;

	Delivery(Limits limits) {
		this.limits = limits;
	}

	/** A stream stands. Everything is looked at then, so nothing of before needs to be told. */
	void opened(long now) {
		awaited = OptionalLong.empty();
		if (nextTrial.isEmpty()) {
			nextTrial = OptionalLong.of(now + trialPause);
		}
	}

	/** A stream ended. What it did not tell is looked for when the next one stands. */
	void ended() {
		awaited = OptionalLong.empty();
	}

	/** Something happened on the server that the stream must tell. */
	void happened(long now) {
		if (awaited.isEmpty()) {
			awaited = OptionalLong.of(now);
		}
	}

	/** The stream told something. */
	void heard() {
		awaited = OptionalLong.empty();
		held = false;
		broken = false;
		proven = true;
	}

	/** One stream after another ended at once, though the server answers. */
	void broke(long now) {
		if (!isLate()) {
			nextLook = now;
		}
		broken = true;
	}

	/** A stream stood for a while; returns whether that was in doubt. */
	boolean stood() {
		boolean doubted = broken;
		broken = false;
		return doubted;
	}

	/** Returns whether changes are not told, or not in time. */
	boolean isLate() {
		return held || broken;
	}

	/** Returns whether streams do not stand. */
	boolean isBroken() {
		return broken;
	}

	/** Returns whether everything is to be looked at now; asked again it says no, until the next time. */
	boolean isLookDue(long now) {
		if (awaited.isPresent() && now - awaited.getAsLong() >= limits.told().toNanos()) {
			awaited = OptionalLong.empty();
			nextLook = isLate() ? nextLook : now;
			held = true;
		}
		if (isLate()) {
			if (now - nextLook < 0) {
				return false;
			}
			nextLook = now + limits.look().toNanos();
			return true;
		}
		if (!isOnTrial() || now - nextTrial.getAsLong() < 0) {
			return false;
		}
		trialPause *= TRIAL_GROWS;
		nextTrial = OptionalLong.of(now + trialPause);
		return true;
	}

	private boolean isOnTrial() {
		return !proven && nextTrial.isPresent() && trialPause <= LAST_TRIAL;
	}

	/** Returns after how long a look may be due, in nanoseconds; very long for never. */
	long untilLook(long now) {
		long next = awaited.isPresent() ? awaited.getAsLong() + limits.told().toNanos() - now : Long.MAX_VALUE;
		if (isLate()) {
			next = Math.min(next, nextLook - now);
		} else if (isOnTrial()) {
			next = Math.min(next, nextTrial.getAsLong() - now);
		}
		return Math.max(0, next);
	}
}
