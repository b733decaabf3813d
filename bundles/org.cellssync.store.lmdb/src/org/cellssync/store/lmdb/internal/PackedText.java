package org.cellssync.store.lmdb.internal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Text that is mostly digits: ids, tags, times. Runs of hexadecimal digits take half a byte each, a UUID 16
 * bytes.
 * <p>
 * Form: 0 and 16 bytes for a UUID in its usual form; else the length of what follows plus one, then pieces
 * that begin with a control byte: below 128, one less than the number of bytes of UTF-8 that follow; else 127
 * less than it is the number of bytes of two digits each that follow.
 */
final class PackedText {

	/** Digits a run must have before packing it is worth its control byte. */
	private static final int SHORTEST_RUN = 6;
	private static final int LONGEST_PIECE = 128;
	private static final byte[] DIGITS = "0123456789abcdef".getBytes(US_ASCII);
	private static final int UUID_LENGTH = 36;

	private PackedText() {
	}

	static void put(ByteWriter target, String text) {
		byte[] bytes = text.getBytes(UTF_8);
		if (isUuid(bytes)) {
			target.putByte(0);
			putUuid(target, bytes);
			return;
		}
		ByteWriter pieces = new ByteWriter();
		putPieces(pieces, bytes);
		byte[] packed = pieces.toBytes();
		target.putNumber(packed.length + 1L);
		target.putBytes(packed, 0, packed.length);
	}

	static String read(ByteReader source) {
		int length = (int) source.readNumber() - 1;
		if (length < 0) {
			return readUuid(source);
		}
		int end = source.position() + length;
		byte[] bytes = new byte[2 * length];
		int count = 0;
		while (source.position() < end) {
			count = readPiece(source, bytes, count);
		}
		return new String(bytes, 0, count, UTF_8);
	}

	private static void putPieces(ByteWriter target, byte[] bytes) {
		int literal = 0;
		int at = 0;
		while (at < bytes.length) {
			int run = run(bytes, at) & ~1;
			if (run < SHORTEST_RUN) {
				at += Math.max(1, run(bytes, at));
				continue;
			}
			putLiteral(target, bytes, literal, at);
			putRun(target, bytes, at, run);
			at += run;
			literal = at;
		}
		putLiteral(target, bytes, literal, bytes.length);
	}

	/** Returns how many digits stand from {@code from} on, as many as one piece holds at most. */
	private static int run(byte[] bytes, int from) {
		int at = from;
		while (at < bytes.length && at - from < 2 * LONGEST_PIECE && digit(bytes[at]) >= 0) {
			at++;
		}
		return at - from;
	}

	private static void putLiteral(ByteWriter target, byte[] bytes, int from, int to) {
		for (int at = from; at < to; at += LONGEST_PIECE) {
			int count = Math.min(LONGEST_PIECE, to - at);
			target.putByte(count - 1);
			target.putBytes(bytes, at, count);
		}
	}

	private static void putRun(ByteWriter target, byte[] bytes, int from, int digits) {
		target.putByte(LONGEST_PIECE - 1 + digits / 2);
		for (int at = from; at < from + digits; at += 2) {
			target.putByte(digit(bytes[at]) << 4 | digit(bytes[at + 1]));
		}
	}

	private static int readPiece(ByteReader source, byte[] bytes, int from) {
		int control = source.readByte();
		if (control < LONGEST_PIECE) {
			source.readBytes(bytes, from, control + 1);
			return from + control + 1;
		}
		return readDigits(source, control - LONGEST_PIECE + 1, bytes, from);
	}

	private static int readDigits(ByteReader source, int count, byte[] bytes, int from) {
		int at = from;
		for (int i = 0; i < count; i++) {
			int two = source.readByte();
			bytes[at++] = DIGITS[two >> 4];
			bytes[at++] = DIGITS[two & 0xF];
		}
		return at;
	}

	private static boolean isUuid(byte[] bytes) {
		if (bytes.length != UUID_LENGTH) {
			return false;
		}
		for (int i = 0; i < UUID_LENGTH; i++) {
			if (isDash(i) ? bytes[i] != '-' : digit(bytes[i]) < 0) {
				return false;
			}
		}
		return true;
	}

	private static void putUuid(ByteWriter target, byte[] bytes) {
		for (int i = 0; i < UUID_LENGTH; i += isDash(i) ? 1 : 2) {
			if (!isDash(i)) {
				target.putByte(digit(bytes[i]) << 4 | digit(bytes[i + 1]));
			}
		}
	}

	private static String readUuid(ByteReader source) {
		byte[] text = new byte[UUID_LENGTH];
		for (int i = 0; i < UUID_LENGTH;) {
			if (isDash(i)) {
				text[i++] = '-';
			} else {
				i = readDigits(source, 1, text, i);
			}
		}
		return new String(text, US_ASCII);
	}

	private static boolean isDash(int index) {
		return index == 8 || index == 13 || index == 18 || index == 23;
	}

	private static int digit(byte character) {
		if (character >= '0' && character <= '9') {
			return character - '0';
		}
		return character >= 'a' && character <= 'f' ? character - 'a' + 10 : -1;
	}
}
