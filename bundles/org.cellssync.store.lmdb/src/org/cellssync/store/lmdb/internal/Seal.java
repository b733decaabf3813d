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
		int sum = sum(key, 0, key.length, value, BYTES, content.length);
		for (int i = 0; i < BYTES; i++) {
			value[i] = (byte) (sum >>> 24 - 8 * i);
		}
		return value;
	}

	/** Returns whether key and value are as they were written. */
	static boolean holds(byte[] key, int keyOffset, int keyLength, byte[] value, int offset, int length) {
		if (length < BYTES) {
			return false;
		}
		int sum = new ByteReader(value, offset).readInt();
		return sum == sum(key, keyOffset, keyLength, value, offset + BYTES, length - BYTES);
	}

	private static int sum(byte[] key, int keyOffset, int keyLength, byte[] content, int offset, int length) {
		CRC32C sum = new CRC32C();
		sum.update(key, keyOffset, keyLength);
		sum.update(content, offset, length);
		return (int) sum.getValue();
	}
}
