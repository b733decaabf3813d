package org.cellssync.store.lmdb.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;

/** The binary form of a small value. */
final class NoteCodec {

	private NoteCodec() {
	}

	static byte[] encode(byte[] key, String name, String value) {
		ByteWriter target = new ByteWriter();
		target.putText(Keys.isCut(key) ? name : "");
		target.putText(value);
		return target.toBytes();
	}

	static Map.Entry<String, String> decode(byte[] key, byte[] value) {
		ByteReader source = new ByteReader(value, Seal.BYTES);
		String name = source.readText();
		return Map.entry(Keys.isCut(key) ? name : new String(key, UTF_8), source.readText());
	}
}
