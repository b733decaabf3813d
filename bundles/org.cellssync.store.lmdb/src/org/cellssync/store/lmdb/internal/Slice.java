package org.cellssync.store.lmdb.internal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A part of some bytes, which are not copied and only read. */
record Slice(byte[] bytes, int offset, int length) {

	/** Returns whether these are the same bytes. */
	boolean holds(byte[] others) {
		return Arrays.equals(bytes, offset, offset + length, others, 0, others.length);
	}

	/** Returns a copy of the part. */
	byte[] copy() {
		return Arrays.copyOfRange(bytes, offset, offset + length);
	}

	/** Returns a view that begins at 0, in the byte order of this computer. */
	ByteBuffer buffer() {
		return ByteBuffer.wrap(bytes, offset, length).slice().order(ByteOrder.nativeOrder());
	}

	String text() {
		return new String(bytes, offset, length, US_ASCII);
	}
}
