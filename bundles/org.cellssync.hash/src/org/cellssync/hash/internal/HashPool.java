package org.cellssync.hash.internal;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads of low priority that help who hashes a large file. They end when idle. */
final class HashPool {

	private final int size;
	private final ThreadPoolExecutor threads;

	/** A pool of {@code size} threads; with none, nobody helps. */
	HashPool(int size) {
		this.size = Math.max(0, size);
		AtomicInteger number = new AtomicInteger();
		int core = Math.max(1, size);
		// Help is never owed: a pool that was closed takes no more work and says nothing.
		this.threads = new ThreadPoolExecutor(core, core, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
				work -> thread(work, number.incrementAndGet()), new ThreadPoolExecutor.DiscardPolicy());
		threads.allowCoreThreadTimeOut(true);
	}

	private static Thread thread(Runnable work, int number) {
		Thread thread = new Thread(work, "hash-" + number);
		thread.setDaemon(true);
		thread.setPriority(Thread.MIN_PRIORITY);
		return thread;
	}

	/** Has up to {@code wanted} threads run {@code share} when they are free. */
	void help(long wanted, Runnable share) {
		for (int i = 0; i < Math.min(wanted, size); i++) {
			threads.execute(share);
		}
	}

	void close() {
		threads.shutdown();
	}
}
