package org.cellssync.store.lmdb.internal;

import java.time.Instant;

import org.cellssync.api.state.HistoryEntry;
import org.cellssync.api.state.HistoryEntry.Operation;
import org.cellssync.api.state.HistoryEntry.Outcome;
import org.cellssync.core.sync.Side;

/** The binary form of an operation; its key sorts by time. */
final class HistoryCodec {

	private static final int FORM = 1;
	private static final int REMOTE = 8;
	private static final int FAILED = 16;

	private HistoryCodec() {
	}

	/** Returns the key: seconds, nanoseconds and a number that tells operations of one moment apart. */
	static byte[] key(Instant time, int sequence) {
		ByteWriter key = new ByteWriter();
		// With the sign turned, times before 1970 sort before the others.
		key.putLong(time.getEpochSecond() ^ Long.MIN_VALUE);
		key.putInt(time.getNano());
		key.putInt(sequence);
		return key.toBytes();
	}

	static Instant time(byte[] key) {
		ByteReader source = new ByteReader(key, 0);
		return Instant.ofEpochSecond(source.readLong() ^ Long.MIN_VALUE, source.readInt());
	}

	static int sequence(byte[] key) {
		return new ByteReader(key, Long.BYTES + Integer.BYTES).readInt();
	}

	static byte[] encode(HistoryEntry entry) {
		ByteWriter target = new ByteWriter();
		target.putByte(FORM);
		int outcome = switch (entry.outcome()) {
			case DONE -> 0;
			case FAILED -> FAILED;
			case PLANNED -> throw new IllegalStateException("what was only planned is not kept");
		};
		target.putByte(number(entry.operation()) | (entry.side() == Side.REMOTE ? REMOTE : 0) | outcome);
		target.putText(entry.path());
		target.putText(entry.from());
		target.putNumber(entry.bytes());
		target.putText(entry.code());
		return target.toBytes();
	}

	static HistoryEntry decode(byte[] key, byte[] value) {
		ByteReader source = new ByteReader(value, Seal.BYTES);
		if (source.readByte() != FORM) {
			throw new IllegalStateException("a record of the history in a form that is not known");
		}
		int flags = source.readByte();
		String path = source.readText();
		String from = source.readText();
		long bytes = source.readNumber();
		return new HistoryEntry(time(key), operation(flags & 7),
				(flags & REMOTE) != 0 ? Side.REMOTE : Side.LOCAL, path,
				from, bytes, (flags & FAILED) != 0 ? Outcome.FAILED : Outcome.DONE, source.readText());
	}

	// Numbers of the form, not of the order in which the values are declared.
	private static int number(Operation operation) {
		return switch (operation) {
			case UPLOAD -> 0;
			case DOWNLOAD -> 1;
			case CREATE -> 2;
			case MOVE -> 3;
			case DELETE -> 4;
		};
	}

	private static Operation operation(int number) {
		return switch (number) {
			case 0 -> Operation.UPLOAD;
			case 1 -> Operation.DOWNLOAD;
			case 2 -> Operation.CREATE;
			case 3 -> Operation.MOVE;
			case 4 -> Operation.DELETE;
			default -> throw new IllegalStateException("a record of the history of a kind that is not known");
		};
	}
}
