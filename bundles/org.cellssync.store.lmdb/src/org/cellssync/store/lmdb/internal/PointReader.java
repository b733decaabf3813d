package org.cellssync.store.lmdb.internal;

import java.nio.ByteBuffer;
import java.util.Optional;

import org.lmdbjava.Dbi;
import org.lmdbjava.Env;
import org.lmdbjava.Txn;

/** Reads single records, each from the newest state; made once and used for many, by one thread at a time. */
final class PointReader implements AutoCloseable {

	private final Txn<ByteBuffer> txn;
	private final ByteBuffer key = ByteBuffer.allocateDirect(Keys.CUT);

	PointReader(Env<ByteBuffer> env) {
		txn = env.txnRead();
		txn.reset();
	}

	Optional<byte[]> get(Dbi<ByteBuffer> database, byte[] bytes) {
		key.clear().put(bytes).flip();
		txn.renew();
		try {
			return Optional.ofNullable(database.get(txn, key)).map(Buffers::copy);
		} finally {
			txn.reset();
		}
	}

	@Override
	public void close() {
		txn.close();
	}
}
