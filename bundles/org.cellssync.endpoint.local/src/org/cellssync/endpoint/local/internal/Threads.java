package org.cellssync.endpoint.local.internal;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads of one local folder. All are daemons and end when idle. */
final class Threads implements AutoCloseable {

	private static final int SCANNING = Math.clamp(Runtime.getRuntime().availableProcessors(), 2, 4);
	private static final int IDLE_SECONDS = 10;

	private final ForkJoinPool scanning = new ForkJoinPool(SCANNING, Threads::scanner, null, false, 0,
			SCANNING, 0,
			pool -> true, IDLE_SECONDS, TimeUnit.SECONDS);
	private final ExecutorService transferring = pool("receive");
	private final ExecutorService settling = pool("settle");

	private static ForkJoinWorkerThread scanner(ForkJoinPool pool) {
		ForkJoinWorkerThread thread = ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(pool);
		thread.setName("scan-" + thread.getPoolIndex());
		return thread;
	}

	private static ExecutorService pool(String name) {
		AtomicInteger number = new AtomicInteger();
		ThreadPoolExecutor pool = new ThreadPoolExecutor(FileRun.PARALLEL, FileRun.PARALLEL, IDLE_SECONDS,
				TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
					Thread thread = new Thread(work, name + '-' + number.incrementAndGet());
					thread.setDaemon(true);
					return thread;
				});
		pool.allowCoreThreadTimeOut(true);
		return pool;
	}

	/** Looks at folders. */
	ForkJoinPool scanning() {
		return scanning;
	}

	/** Reads and writes content. */
	ExecutorService transferring() {
		return transferring;
	}

	/** Asks for stable storage. */
	ExecutorService settling() {
		return settling;
	}

	@Override
	public void close() {
		scanning.shutdown();
		transferring.shutdown();
		settling.shutdown();
	}
}
