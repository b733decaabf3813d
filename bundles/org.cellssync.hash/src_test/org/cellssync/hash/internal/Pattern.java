package org.cellssync.hash.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The content of the test vectors: byte i is {@code i*31 + (i>>8)*7 + (i>>16)*13} modulo 256. */
final class Pattern {

	private Pattern() {
	}

	static byte[] bytes(long from, int length) {
		byte[] bytes = new byte[length];
		for (int i = 0; i < length; i++) {
			long at = from + i;
			bytes[i] = (byte) (at * 31 + (at >> 8) * 7 + (at >> 16) * 13);
		}
		return bytes;
	}

	static Path write(Path file, long size) throws IOException {
		try (OutputStream out = Files.newOutputStream(file)) {
			for (long at = 0; at < size; at += 1 << 20) {
				out.write(bytes(at, (int) Math.min(1 << 20, size - at)));
			}
		}
		return file;
	}
}
