package org.cellssync.store.lmdb.internal;

import java.nio.ByteBuffer;

/** Bytes to and from the memory outside the heap that LMDB works with. */
final class Buffers {

	private Buffers() {
	}

	/** Returns the bytes from position to limit. */
	static byte[] copy(ByteBuffer buffer) {
		byte[] bytes = new byte[buffer.remaining()];
		buffer.get(buffer.position(), bytes);
		return bytes;
	}

	/** Returns a buffer of its own that holds {@code bytes}. */
	static ByteBuffer direct(byte[] bytes) {
		return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
	}
}
