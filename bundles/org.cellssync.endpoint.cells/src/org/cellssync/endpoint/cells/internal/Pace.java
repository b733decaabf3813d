package org.cellssync.endpoint.cells.internal;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CancellationException;

import org.cellssync.api.util.Cancellation;

/**
 * How many calls this program makes to one server at a time, whatever task they are of: what a server can do is shared by
 * all. Where it says that it is too much, or leaves a call without an answer, it is half as many as were under way, and
 * with every round of calls that go well one more. Where there is not room for all, the task with the fewest calls under
 * way goes first. Thread-safe.
 */
final class Pace {

	private final int most;
	private double width;
	private int busy;
	/** Grows with each slowing down: calls begun before it tell nothing about the pace after it. */
	private int epoch;
	/** Grows with each turn. */
	private long turns;
	private final Set<Share> waiting = new HashSet<>();

	/** @param most calls at a time of all tasks together, > 0 */
	Pace(int most) {
		this.most = most;
		this.width = most;
	}

	/** Returns the part of one task, which never makes more than {@code calls} at a time. */
	Share share(int calls) {
		return new Share(calls);
	}

	/** The calls of one task. Its fields are guarded by the pace. */
	final class Share {
		private final int calls;
		private int busy;
		private int waiters;
		/** The number of the turn it had last. */
		private long served;

		private Share(int calls) {
			this.calls = calls;
		}

		/**
		 * Blocks until one more call may be made; to be ended by {@link #ended}.
		 *
		 * @throws CancellationException once cancelled or interrupted
		 */
		Turn begin(Cancellation cancel) {
			try (var registration = cancel.onCancel(Pace.this::wakeAll)) {
				return await(this, cancel);
			} catch (InterruptedException e) {
				Thread.currentThread().interrupt();
				throw new CancellationException("interrupted");
			}
		}

		/** A call has ended. */
		void ended(Turn turn, End end) {
			Pace.this.ended(this, turn, end);
		}

		private boolean hasRoom() {
			return busy < calls;
		}

		private boolean isBefore(Share other) {
			return busy < other.busy || busy == other.busy && served < other.served;
		}
	}

	/** A call that is under way. */
	record Turn(int epoch) {
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

	private synchronized Turn await(Share share, Cancellation cancel) throws InterruptedException {
		share.waiters++;
		waiting.add(share);
		try {
			while (!isNext(share)) {
				cancel.check();
				wait();
			}
			cancel.check();
			busy++;
			share.busy++;
			share.served = ++turns;
			return new Turn(epoch);
		} finally {
			share.waiters--;
			if (share.waiters == 0) {
				waiting.remove(share);
			}
			// Who gave way may go now.
			notifyAll();
		}
	}

	private boolean isNext(Share share) {
		return busy < (int) width && share.hasRoom()
				&& waiting.stream().noneMatch(other -> other != share && other.hasRoom() && other.isBefore(share));
	}

	private synchronized void wakeAll() {
		notifyAll();
	}

	private synchronized void ended(Share share, Turn turn, End end) {
		if (end == End.WELL) {
			width = Math.min(most, width + 1 / width);
		} else if (end == End.TOO_MUCH && turn.epoch == epoch) {
			width = Math.max(1, Math.min(width, busy) / 2);
			epoch++;
		}
		busy--;
		share.busy--;
		notifyAll();
	}

	/** Returns how many calls may be made at a time now. */
	synchronized int width() {
		return (int) width;
	}

	/** Returns how many calls wait for their turn. */
	synchronized int waiters() {
		return waiting.stream().mapToInt(share -> share.waiters).sum();
	}
}
