package org.cellssync.engine.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import org.cellssync.api.endpoint.Hint;
import org.cellssync.core.sync.Side;

/** Hints and wake-ups for one task's loop, gathered until the loop takes them. Thread-safe. */
final class Inbox {

	private final InstantSource clock;
	private final Surroundings.Waiting waiting;
	private Hints gathered = Hints.NOTHING;
	private boolean hinted;
	private boolean woken;
	private boolean ended;

	Inbox(Surroundings around) {
		this.clock = around.clock();
		this.waiting = around.waiting();
	}

	/** Something may have changed on one end. */
	synchronized void hint(Side side, Hint hint) {
		gathered = gathered.and(side == Side.LOCAL ? new Hints(hint, Hint.NOTHING) : new Hints(Hint.NOTHING, hint));
		hinted = true;
		// A server that is back is worth trying at once; a file saved here does not bring a server back.
		woken |= side == Side.REMOTE;
		notifyAll();
	}

	/** Something else than files changed: a command, an account, a pause. */
	synchronized void wake() {
		woken = true;
		notifyAll();
	}

	/** Nobody waits any more: what waits ends, and so does whatever waits later. */
	synchronized void end() {
		ended = true;
		notifyAll();
	}

	/**
	 * Waits until something came, {@code until} has passed, or the clock was put back, so that {@code until} means something
	 * else; returns and forgets the hints that came.
	 */
	synchronized Hints take(Instant until) throws InterruptedException {
		Instant began = clock.instant();
		while (!woken && !hinted && !ended && waits(began, until)) {
			continue;
		}
		return taken();
	}

	/**
	 * Waits a while; returns false where the time has come. Computers sleep, and clocks jump: so the clock is looked at
	 * often.
	 */
	private boolean waits(Instant began, Instant until) throws InterruptedException {
		Instant now = clock.instant();
		if (!now.isBefore(until) || now.isBefore(began)) {
			return false;
		}
		Instant latest = now.plus(Timetable.LONGEST_WAIT);
		Duration pause = Duration.between(now, until.isBefore(latest) ? until : latest);
		waiting.on(this, Math.max(1, pause.toMillis()));
		return true;
	}

	/** Returns and forgets the hints that came; waits for nothing. */
	synchronized Hints taken() {
		woken = false;
		hinted = false;
		Hints taken = gathered;
		gathered = Hints.NOTHING;
		return taken;
	}

	/**
	 * Waits until {@code until}, until woken or hinted to from the right end, or until the clock was put back; hints
	 * stay.
	 */
	synchronized void pause(Instant until) throws InterruptedException {
		woken = false;
		Instant began = clock.instant();
		while (!woken && !ended && waits(began, until)) {
			continue;
		}
	}
}
