package org.cellssync.store.lmdb.internal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.cellssync.core.sync.Side;
import org.cellssync.core.tree.Digest;
import org.lmdbjava.Cursor;
import org.lmdbjava.Dbi;
import org.lmdbjava.Txn;

/** Keeps an environment from growing for ever. Works within a commit. */
final class Pruning {

	/** How long an operation is remembered. */
	static final Duration HISTORY_AGE = Duration.ofDays(90);

	/** How long the digest of a version is kept that no agreed file has. */
	static final Duration KNOWN_AGE = Duration.ofDays(30);

	/** How often digests are looked through. */
	private static final Duration KNOWN_PERIOD = Duration.ofDays(7);

	private static final byte[] LAST = "pruned".getBytes(US_ASCII);

	private final Txn<ByteBuffer> txn;
	private final Map<Database, Dbi<ByteBuffer>> databases;
	private final Instant now;

	Pruning(Txn<ByteBuffer> txn, Map<Database, Dbi<ByteBuffer>> databases, Instant now) {
		this.txn = txn;
		this.databases = databases;
		this.now = now;
	}

	/** Forgets the oldest operations: those past their age, and those above {@code limit}. */
	void history(long limit) {
		Dbi<ByteBuffer> history = databases.get(Database.HISTORY);
		Instant oldest = now.minus(HISTORY_AGE);
		long surplus = history.stat(txn).entries - limit;
		try (Cursor<ByteBuffer> cursor = history.openCursor(txn)) {
			boolean found = cursor.first();
			while (found && (surplus > 0 || HistoryCodec.time(Buffers.copy(cursor.key())).isBefore(oldest))) {
				cursor.delete();
				surplus--;
				found = cursor.first();
			}
		}
	}

	/** Forgets, once a week, digests of versions that are old and that no agreed file has. */
	void known() {
		Dbi<ByteBuffer> meta = databases.get(Database.META);
		ByteBuffer last = meta.get(txn, Buffers.direct(LAST));
		if (last != null && !readTime(Buffers.copy(last)).plus(KNOWN_PERIOD).isBefore(now)) {
			return;
		}
		if (last != null) {
			for (Side side : Side.values()) {
				known(side);
			}
		}
		ByteWriter time = new ByteWriter();
		time.putLong(now.getEpochSecond());
		meta.put(txn, Buffers.direct(LAST), Buffers.direct(Seal.close(LAST, time.toBytes())));
	}

	private void known(Side side) {
		Dbi<ByteBuffer> known = databases.get(Database.known(side));
		Set<Digest> old = old(known);
		if (old.isEmpty()) {
			return;
		}
		try (Cursor<ByteBuffer> agreed = databases.get(Database.AGREED).openCursor(txn)) {
			for (boolean found = agreed.first(); found; found = agreed.next()) {
				AgreedCodec.Record record = AgreedCodec.decode(Buffers.copy(agreed.key()),
						Buffers.copy(agreed.val()));
				var identity = side == Side.LOCAL ? record.entry().local() : record.entry().remote();
				identity.ifPresent(each -> old.remove(Digest.of(Keys.ofVersion(each.version()))));
			}
		}
		try (Cursor<ByteBuffer> cursor = known.openCursor(txn)) {
			for (boolean found = cursor.first(); found; found = cursor.next()) {
				if (old.contains(Digest.of(Buffers.copy(cursor.key())))) {
					cursor.delete();
				}
			}
		}
	}

	/** Returns the keys, in a form that can be looked up, of what is past its age. */
	private Set<Digest> old(Dbi<ByteBuffer> known) {
		Instant oldest = now.minus(KNOWN_AGE);
		Set<Digest> old = new HashSet<>();
		try (Cursor<ByteBuffer> cursor = known.openCursor(txn)) {
			for (boolean found = cursor.first(); found; found = cursor.next()) {
				if (KnownCodec.decode(Buffers.copy(cursor.val())).observed().isBefore(oldest)) {
					old.add(Digest.of(Buffers.copy(cursor.key())));
				}
			}
		}
		return old;
	}

	private static Instant readTime(byte[] value) {
		return Instant.ofEpochSecond(new ByteReader(value, Seal.BYTES).readLong());
	}
}
