package org.cellssync.engine.internal;

/**
 * What may pass at a rate: fills with time, up to a quarter of a second's worth, and may go below nothing by one portion.
 * Not thread-safe; times are nanoseconds of any clock that only goes forward.
 */
final class Bucket {

	private static final double SECOND = 1e9;
	/** What was not used is not saved for later beyond this share of a second. */
	private static final double SAVED = 0.25;

	private double balance;
	private long filled;
	private boolean begun;

	/** Returns for how many nanoseconds nothing may pass; 0 where something may. */
	long blocked(long now, long bytesPerSecond) {
		fill(now, bytesPerSecond);
		return balance > 0 ? 0 : Math.max(1, (long) Math.ceil((1 - balance) * SECOND / bytesPerSecond));
	}

	/** Takes what passes. */
	void take(int bytes) {
		balance -= bytes;
	}

	/** Forgets what was owed and saved: for a time there is no limit. */
	void forget() {
		begun = false;
	}

	private void fill(long now, long bytesPerSecond) {
		if (begun) {
			balance = Math.min(bytesPerSecond * SAVED, balance + (now - filled) * (double) bytesPerSecond / SECOND);
		} else {
			balance = 1;
			begun = true;
		}
		filled = now;
	}
}
