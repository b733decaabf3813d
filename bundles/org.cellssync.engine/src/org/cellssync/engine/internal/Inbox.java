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

	/** Waits until something came or {@code until} has passed; returns and forgets the hints that came. */
	synchronized Hints take(Instant until) throws InterruptedException {
		while (!woken && !hinted && !ended) {
			Duration left = Duration.between(clock.instant(), until);
			if (!left.isPositive()) {
				break;
			}
			waiting.on(this, Math.max(1, Math.min(left.toMillis(), Duration.ofHours(1).toMillis())));
		}
		return taken();
	}

	/** Returns and forgets the hints that came; waits for nothing. */
	synchronized Hints taken() {
		woken = false;
		hinted = false;
		Hints taken = gathered;
		gathered = Hints.NOTHING;
		return taken;
	}

	/** Waits until {@code until}, or until woken or hinted to from the right end; hints stay. */
	synchronized void pause(Instant until) throws InterruptedException {
		woken = false;
		while (!woken && !ended) {
			Duration left = Duration.between(clock.instant(), until);
			if (!left.isPositive()) {
				return;
			}
			waiting.on(this, Math.max(1, left.toMillis()));
		}
	}
}
