package org.cellssync.auth.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that goes when told. */
final class TickingClock implements InstantSource {

	private Instant now = Instant.now();

	@Override
	public synchronized Instant instant() {
		return now;
	}

	synchronized void pass(Duration time) {
		now = now.plus(time);
	}
}
