package org.cellssync.endpoint.cells.internal;

import java.util.concurrent.CancellationException;

import org.cellssync.api.util.Cancellation;

/**
 * How many calls are made at a time. Where a server says that it is too much, or leaves a call without an answer, it is half
 * as many, and with every round of calls that go well one more. Thread-safe.
 */
final class Pace {

	private final int most;
	private double width;
	private int busy;
	/** Grows with each slowing down: calls begun before it tell nothing about the pace after it. */
	private int epoch;

	/** @param most calls at a time, > 0 */
	Pace(int most) {
		this.most = most;
		this.width = most;
	}

	/** A call that is under way. */
	record Turn(int epoch) {
	}

	/**
	 * Blocks until one more call may be made; to be ended by {@link #ended}.
	 *
	 * @throws CancellationException once cancelled or interrupted
	 */
	Turn begin(Cancellation cancel) {
		try (var registration = cancel.onCancel(this::wakeAll)) {
			return await(cancel);
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new CancellationException("interrupted");
		}
	}

	private synchronized Turn await(Cancellation cancel) throws InterruptedException {
		while (busy >= (int) width) {
			cancel.check();
			wait();
		}
		cancel.check();
		busy++;
		return new Turn(epoch);
	}

	private synchronized void wakeAll() {
		notifyAll();
	}

	/** How a call ended. */
	enum End {
		/** It was answered, whatever the answer was. */
		WELL,
		/** It was not answered, for a reason that has nothing to do with how much there is to do. */
		FAILED,
		/** The server has too much to do. */
		TOO_MUCH
	}

	/** A call has ended. */
	synchronized void ended(Turn turn, End end) {
		busy--;
		if (end == End.WELL) {
			width = Math.min(most, width + 1 / width);
		} else if (end == End.TOO_MUCH && turn.epoch == epoch) {
			width = Math.max(1, width / 2);
			epoch++;
		}
		notifyAll();
	}

	/** Returns how many calls may be made at a time now. */
	synchronized int width() {
		return (int) width;
	}
}
