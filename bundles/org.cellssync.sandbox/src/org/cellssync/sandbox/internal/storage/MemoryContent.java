package org.cellssync.sandbox.internal.storage;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Content that lies on the heap. */
final class MemoryContent implements Content {
	private final byte[] bytes;
	private final AtomicLong heap;
	private final AtomicBoolean released = new AtomicBoolean();

	/**
	 * @param bytes handed over, not copied
	 * @param heap what all such contents take together
	 */
	MemoryContent(byte[] bytes, AtomicLong heap) {
		this.bytes = bytes;
		this.heap = heap;
		heap.addAndGet(bytes.length);
	}

	@Override
	public String id() {
		return "";
	}

	@Override
	public long size() {
		return bytes.length;
	}

	@Override
	public InputStream open(long from) {
		return new ByteArrayInputStream(bytes, (int) from, bytes.length - (int) from);
	}

	@Override
	public void release() {
		if (released.compareAndSet(false, true)) {
			heap.addAndGet(-bytes.length);
		}
	}
}
