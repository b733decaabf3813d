package org.cellssync.store.lmdb.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** Bytes in the making. */
final class ByteWriter {

	private byte[] bytes = new byte[192];
	private int length;

	/** Forgets what was written, to be used anew. */
	ByteWriter reset() {
		length = 0;
		return this;
	}

	void putByte(int value) {
		ensure(1);
		bytes[length++] = (byte) value;
	}

	void putInt(int value) {
		for (int shift = 24; shift >= 0; shift -= 8) {
			putByte(value >>> shift);
		}
	}

	void putLong(long value) {
		putInt((int) (value >>> 32));
		putInt((int) value);
	}

	/** Seven bits to a byte, lowest first; negative numbers take ten bytes. */
	void putNumber(long value) {
		long rest = value;
		while ((rest & ~0x7FL) != 0) {
			putByte((int) (rest & 0x7F | 0x80));
			rest >>>= 7;
		}
		putByte((int) rest);
	}

	/** A number that may be a little below zero. */
	void putSigned(long value) {
		putNumber(value << 1 ^ value >> 63);
	}

	void putBytes(byte[] source, int offset, int count) {
		ensure(count);
		System.arraycopy(source, offset, bytes, length, count);
		length += count;
	}

	/** Text with its length before it. */
	void putText(String text) {
		byte[] encoded = text.getBytes(UTF_8);
		putNumber(encoded.length);
		putBytes(encoded, 0, encoded.length);
	}

	byte[] toBytes() {
		return Arrays.copyOf(bytes, length);
	}

	private void ensure(int more) {
		if (length + more > bytes.length) {
			bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
		}
	}
}
