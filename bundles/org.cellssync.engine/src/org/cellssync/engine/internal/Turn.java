package org.cellssync.engine.internal;

import java.util.concurrent.CancellationException;

import org.cellssync.api.util.Cancellation;

/**
 * Who decides for a task at the moment: its loop, or one run that somebody asked for. Two at once would decide from one
 * memory, and change the same files. A run goes before the loop, and runs go one after another. Thread-safe.
 */
final class Turn {

	private boolean taken;
	private int runs;

	/** A turn that was taken, until it is closed. */
	@FunctionalInterface
	interface Taken extends AutoCloseable {
		@Override
		void close();
	}

	/** Has the loop wait from now on until the run has its turn and {@link #ended()}. */
	synchronized void ask() {
		runs++;
	}

	/** A run that was asked for has ended, or will not be. */
	synchronized void ended() {
		runs--;
		notifyAll();
	}

	/** Waits for the turn of a run that was asked for. */
	Taken forRun(Cancellation cancel) {
		return take(false, cancel);
	}

	/** Waits for the turn of the loop. */
	Taken forLoop(Cancellation cancel) {
		return take(true, cancel);
	}

	/** Returns whether anybody has the turn, or is to have it. */
	synchronized boolean isTaken() {
		return taken || runs > 0;
	}

	private Taken take(boolean loop, Cancellation cancel) {
		try (var registration = cancel.onCancel(this::wake)) {
			synchronized (this) {
				while (taken || loop && runs > 0) {
					cancel.check();
					wait();
				}
				cancel.check();
				taken = true;
				return this::leave;
			}
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new CancellationException("interrupted");
		}
	}

	private synchronized void leave() {
		taken = false;
		notifyAll();
	}

	private synchronized void wake() {
		notifyAll();
	}
}
