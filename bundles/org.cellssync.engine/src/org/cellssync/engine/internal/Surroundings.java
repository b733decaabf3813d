package org.cellssync.engine.internal;

import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * What the engine takes from the computer it runs on, beside the ends of its tasks. With others in its place a task runs in
 * one thread and in a time of its own.
 *
 * @param clock tells the time
 * @param random chooses the length of pauses
 * @param otherEnd does what concerns the right end while the caller deals with the left one
 * @param waiting how a loop waits
 */
record Surroundings(InstantSource clock, RandomGenerator random, Executor otherEnd, Waiting waiting) {

	/** The computer. */
	static final Surroundings SYSTEM = new Surroundings(InstantSource.system(), RandomGenerator.getDefault(),
			work -> Thread.ofPlatform().daemon().name("sync-other-end").start(work), Object::wait);

	/** Waits as {@link Object#wait(long)} does. */
	@FunctionalInterface
	interface Waiting {
		void on(Object monitor, long millis) throws InterruptedException;
	}
}
