package org.cellssync.store.lmdb.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Reads what a {@link ByteWriter} wrote. Running out of bytes is an {@link IndexOutOfBoundsException}. */
final class ByteReader {

	private final byte[] bytes;
	private int position;

	ByteReader(byte[] bytes, int position) {
		this.bytes = bytes;
		this.position = position;
	}

	int readByte() {
		return bytes[position++] & 0xFF;
	}

	int readInt() {
		return readByte() << 24 | readByte() << 16 | readByte() << 8 | readByte();
	}

	long readLong() {
		return (long) readInt() << 32 | readInt() & 0xFFFF_FFFFL;
	}

	long readNumber() {
		long value = 0;
		for (int shift = 0; shift < 64; shift += 7) {
			int next = readByte();
			value |= (long) (next & 0x7F) << shift;
			if (next < 0x80) {
				return value;
			}
		}
		throw new IllegalStateException("a number of more than ten bytes");
	}

	long readSigned() {
		long value = readNumber();
		return value >>> 1 ^ -(value & 1);
	}

	void readBytes(byte[] target, int offset, int count) {
		System.arraycopy(bytes, position, target, offset, count);
		position += count;
	}

	String readText() {
		int count = (int) readNumber();
		String text = new String(bytes, position, count, UTF_8);
		position += count;
		return text;
	}

	int position() {
		return position;
	}
}
