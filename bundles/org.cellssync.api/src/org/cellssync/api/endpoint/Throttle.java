package org.cellssync.api.endpoint;

import org.cellssync.api.util.Cancellation;

/**
 * Holds content back that travels over a net, so that it goes no faster than it may. All that travels one way shares what
 * there is in equal portions. Thread-safe.
 */
public interface Throttle {

	/** Holds nothing back. */
	Throttle NONE = new Throttle() {
		@Override
		public int portion(Way way, int wanted) {
			return wanted;
		}

		@Override
		public void passed(Way way, int bytes, Cancellation cancel) {
			// nothing is held back
		}
	};

	/** Which way content travels. */
	enum Way {
		/** From this computer. */
		UP,
		/** To this computer. */
		DOWN
	}

	/** Returns how many of {@code wanted} bytes, which are > 0, may pass in one go; at least one. Does not block. */
	int portion(Way way, int wanted);

	/**
	 * Blocks until more may pass than these bytes.
	 *
	 * @param bytes that pass, not more than the last portion; 0 or less are none
	 * @throws java.util.concurrent.CancellationException once cancelled
	 */
	void passed(Way way, int bytes, Cancellation cancel);
}
