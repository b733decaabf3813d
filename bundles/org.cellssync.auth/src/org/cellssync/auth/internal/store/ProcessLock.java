package org.cellssync.auth.internal.store;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A lock that one thread of one process has at a time. The system gives it free when the process ends,
 * however that happens.
 */
public final class ProcessLock implements AutoCloseable {

	/** The system's file locks are the process's, so threads take turns here first. */
	private static final Map<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

	private final ReentrantLock threads;
	private final FileChannel channel;

	private ProcessLock(ReentrantLock threads, FileChannel channel) {
		this.threads = threads;
		this.channel = channel;
	}

	/**
	 * Waits until the lock is ours.
	 *
	 * @throws IOException where the file cannot be opened or locked
	 * @throws CancellationException where the thread is interrupted
	 */
	public static ProcessLock hold(Path file) throws IOException {
		ReentrantLock threads = THREADS.computeIfAbsent(file.toAbsolutePath().normalize(),
				path -> new ReentrantLock());
		lock(threads);
		boolean held = false;
		try {
			FileChannel channel = OwnerOnlyFile.openForLock(file);
			try {
				channel.lock();
				held = true;
				return new ProcessLock(threads, channel);
			} finally {
				if (!held) {
					channel.close();
				}
			}
		} catch (FileLockInterruptionException | ClosedByInterruptException interrupted) {
			Thread.currentThread().interrupt();
			throw new CancellationException("interrupted");
		} finally {
			if (!held) {
				threads.unlock();
			}
		}
	}

	private static void lock(ReentrantLock threads) {
		try {
			threads.lockInterruptibly();
		} catch (InterruptedException interrupted) {
			Thread.currentThread().interrupt();
			throw new CancellationException("interrupted");
		}
		if (threads.getHoldCount() > 1) {
			threads.unlock();
			throw new IllegalStateException("This thread has the lock already");
		}
	}

	@Override
	public void close() throws IOException {
		try {
			// Closing releases the file lock. The file stays: removing it would let two processes lock two
			// files of one name.
			channel.close();
		} finally {
			threads.unlock();
		}
	}
}
