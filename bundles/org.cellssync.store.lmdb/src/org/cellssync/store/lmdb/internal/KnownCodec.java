package org.cellssync.store.lmdb.internal;

import java.time.Instant;

import org.cellssync.api.state.KnownContent.Proven;
import org.cellssync.core.tree.Digest;

/**
 * The binary form of a proven digest. The time is kept in milliseconds, rounded down: a file seems younger,
 * never older.
 */
final class KnownCodec {

	private KnownCodec() {
	}

	static byte[] encode(Proven proven) {
		ByteWriter target = new ByteWriter();
		target.putLong(proven.digest().high());
		target.putLong(proven.digest().low());
		target.putSigned(proven.observed().toEpochMilli());
		return target.toBytes();
	}

	static Proven decode(byte[] value) {
		ByteReader source = new ByteReader(value, Seal.BYTES);
		Digest digest = new Digest(source.readLong(), source.readLong());
		return new Proven(digest, Instant.ofEpochMilli(source.readSigned()));
	}
}
