package org.cellssync.hash.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.concurrent.atomic.AtomicInteger;

import org.cellssync.api.hash.BlockDigest;

/**
 * The blocks of one large file, taken one after another by whoever is free: the calling thread, which alone
 * would do, and helpers. The calling thread does not return before all helpers that began have let go of the
 * file.
 */
final class ParallelBlocks {

	private final FileChunks chunks;
	private final long size;
	private final byte[][] digests;
	private final AtomicInteger next = new AtomicInteger();

	// guarded by this
	private int working;
	private boolean over;
	private Throwable failure;

	ParallelBlocks(FileChunks chunks, long size) {
		this.chunks = chunks;
		this.size = size;
		this.digests = new byte[Math
				.toIntExact((size + BlockDigest.CELLS_BLOCK - 1) / BlockDigest.CELLS_BLOCK)][];
	}

	/** Returns the v4 hash. */
	byte[] digest(HashPool pool) throws IOException {
		pool.help(digests.length - 1L, this::takeShare);
		takeShare();
		awaitHelpers();
		MessageDigest outer = CellsV3Hasher.md5();
		for (byte[] digest : digests) {
			outer.update(digest);
		}
		return outer.digest();
	}

	private void takeShare() {
		if (!begin()) {
			return;
		}
		Throwable trouble = null;
		try {
			takeBlocks();
		} catch (IOException | RuntimeException | Error e) {
			trouble = e;
			next.set(digests.length);
		} finally {
			end(trouble);
		}
	}

	private void takeBlocks() throws IOException {
		ByteBuffer buffer = FileChunks.bufferFor(BlockDigest.CELLS_BLOCK);
		MessageDigest block = CellsV3Hasher.md5();
		for (int index = next.getAndIncrement(); index < digests.length; index = next.getAndIncrement()) {
			long start = index * BlockDigest.CELLS_BLOCK;
			chunks.read(start, Math.min(size, start + BlockDigest.CELLS_BLOCK), buffer, block::update);
			digests[index] = block.digest();
		}
	}

	private synchronized boolean begin() {
		if (over) {
			return false;
		}
		working++;
		return true;
	}

	/** The first trouble counts: others may only be its echo. */
	private synchronized void end(Throwable trouble) {
		working--;
		if (failure == null) {
			failure = trouble;
		}
		notifyAll();
	}

	/**
	 * Waits also when interrupted: helpers end after their chunk, and the file must not be closed under them.
	 */
	private synchronized void awaitHelpers() throws IOException {
		over = true;
		boolean interrupted = false;
		while (working > 0) {
			try {
				wait();
			} catch (InterruptedException e) {
				interrupted = true;
				next.set(digests.length);
				failure = failure == null ? new IOException("interrupted while hashing", e) : failure;
			}
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
		rethrow();
	}

	private void rethrow() throws IOException {
		switch (failure) {
			case null -> {
			}
			case IOException e -> throw e;
			case RuntimeException e -> throw e;
			case Error e -> throw e;
			default -> throw new IllegalStateException(failure);
		}
	}
}
