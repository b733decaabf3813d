package org.cellssync.store.lmdb.internal;

import java.util.zip.CRC32C;

/** A checksum over key and content of a record, so that damage is seen before anything is believed. */
final class Seal {

	/** Bytes before the content. */
	static final int BYTES = 4;

	private Seal() {
	}

	/** Returns the record's value: checksum and content. */
	static byte[] close(byte[] key, byte[] content) {
		byte[] value = new byte[BYTES + content.length];
		System.arraycopy(content, 0, value, BYTES, content.length);
		int sum = sum(new Slice(key, 0, key.length), new Slice(value, BYTES, content.length));
		for (int i = 0; i < BYTES; i++) {
			value[i] = (byte) (sum >>> 24 - 8 * i);
		}
		return value;
	}

	/** Returns whether key and value are as they were written. */
	static boolean holds(Slice key, Slice value) {
		if (value.length() < BYTES) {
			return false;
		}
		int sum = new ByteReader(value.bytes(), value.offset()).readInt();
		return sum == sum(key, new Slice(value.bytes(), value.offset() + BYTES, value.length() - BYTES));
	}

	private static int sum(Slice key, Slice content) {
		CRC32C sum = new CRC32C();
		sum.update(key.bytes(), key.offset(), key.length());
		sum.update(content.bytes(), content.offset(), content.length());
		return (int) sum.getValue();
	}
}
