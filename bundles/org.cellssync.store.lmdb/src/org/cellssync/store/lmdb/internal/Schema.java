package org.cellssync.store.lmdb.internal;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** The number of the form in which everything is kept. Any other number is not guessed at. */
final class Schema {

	/** The form of this version of the program. */
	static final int NUMBER = 1;

	/** Where the number stands in {@link Database#META}. */
	static final byte[] KEY = "schema".getBytes(US_ASCII);

	private Schema() {
	}

	static byte[] encode(int number) {
		ByteWriter content = new ByteWriter();
		content.putInt(number);
		return content.toBytes();
	}

	static int decode(byte[] value) {
		return new ByteReader(value, Seal.BYTES).readInt();
	}
}
