package org.cellssync.store.lmdb.internal;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

import org.lmdbjava.Cursor;
import org.lmdbjava.Dbi;
import org.lmdbjava.GetOp;
import org.lmdbjava.PutFlags;
import org.lmdbjava.Txn;

/** Writes the records of one commit in a transaction. */
final class CommitWriting {

	/** How many operations are remembered. */
	static final long HISTORY_LIMIT = 200_000;

	private static final byte[] NONE = {};

	private final Txn<ByteBuffer> txn;
	private final Map<Database, Dbi<ByteBuffer>> databases;
	/** Highest key of a database, empty for none; asked for once. */
	private final Map<Database, byte[]> highest = new EnumMap<>(Database.class);
	private final ByteBuffer keyBuffer = ByteBuffer.allocateDirect(Keys.CUT);
	private ByteBuffer valueBuffer = ByteBuffer.allocateDirect(4096);

	CommitWriting(Txn<ByteBuffer> txn, Map<Database, Dbi<ByteBuffer>> databases) {
		this.txn = txn;
		this.databases = databases;
	}

	void write(Changes changes, Instant now) {
		for (Changes.Change change : changes.changes()) {
			if (change.value() == null) {
				databases.get(change.database()).delete(txn, key(change.key()));
			} else {
				if (change.replacedTree() != null) {
					removeReplaced(change.key(), change.replacedTree());
				}
				put(change.database(), change.key(), change.value());
			}
		}
		writeOperations(changes);
		Pruning pruning = new Pruning(txn, databases, now);
		pruning.history(HISTORY_LIMIT);
		pruning.known();
	}

	private void writeOperations(Changes changes) {
		if (changes.operations().isEmpty()) {
			return;
		}
		byte[] last = highest(Database.HISTORY);
		int sequence = last.length == 0 ? 0 : HistoryCodec.sequence(last) + 1;
		for (Changes.Operation operation : changes.operations()) {
			byte[] key = HistoryCodec.key(operation.time(), sequence++);
			put(Database.HISTORY, key, Seal.close(key, operation.content()));
		}
	}

	/**
	 * Where a folder stood, nothing of what was below it may come to light again when there is a folder once
	 * more.
	 */
	private void removeReplaced(byte[] key, String path) {
		Dbi<ByteBuffer> agreed = databases.get(Database.AGREED);
		ByteBuffer before = agreed.get(txn, key(key));
		if (before == null || !AgreedCodec.isDirectory(Buffers.copy(before))) {
			return;
		}
		byte[] prefix = Keys.prefixOfBelow(path);
		String below = path.isEmpty() ? "" : path + '/';
		try (Cursor<ByteBuffer> cursor = agreed.openCursor(txn)) {
			boolean found = prefix.length == 0 ? cursor.first()
					: cursor.get(key(prefix), GetOp.MDB_SET_RANGE);
			while (found) {
				byte[] current = Buffers.copy(cursor.key());
				if (!startsWith(current, prefix)) {
					return;
				}
				String other = AgreedCodec.decode(current, Buffers.copy(cursor.val())).path();
				if (other.startsWith(below) && !other.equals(path)) {
					cursor.delete();
				}
				found = cursor.next();
			}
		}
	}

	private static boolean startsWith(byte[] key, byte[] prefix) {
		return key.length >= prefix.length && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
	}

	/** A key above all others is appended, which leaves the pages before it full. */
	private void put(Database database, byte[] key, byte[] value) {
		byte[] last = highest(database);
		if (last.length == 0 || Arrays.compareUnsigned(key, last) > 0) {
			databases.get(database).put(txn, key(key), value(value), PutFlags.MDB_APPEND);
			highest.put(database, key);
		} else {
			databases.get(database).put(txn, key(key), value(value));
		}
	}

	/** May name a key that was removed meanwhile, which does no harm: a key above it is above all others. */
	private byte[] highest(Database database) {
		return highest.computeIfAbsent(database, each -> {
			try (Cursor<ByteBuffer> cursor = databases.get(each).openCursor(txn)) {
				return cursor.last() ? Buffers.copy(cursor.key()) : NONE;
			}
		});
	}

	private ByteBuffer key(byte[] bytes) {
		return keyBuffer.clear().put(bytes).flip();
	}

	private ByteBuffer value(byte[] bytes) {
		if (bytes.length > valueBuffer.capacity()) {
			valueBuffer = ByteBuffer.allocateDirect(Math.max(bytes.length, 2 * valueBuffer.capacity()));
		}
		return valueBuffer.clear().put(bytes).flip();
	}
}
