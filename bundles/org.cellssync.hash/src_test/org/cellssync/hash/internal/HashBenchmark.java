package org.cellssync.hash.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.cellssync.api.hash.Hasher;
import org.cellssync.api.util.Cancellation;

/** Prints how fast a large file in the system's cache is hashed. Run by hand. */
final class HashBenchmark {

	private static final int MIB = 512;

	private HashBenchmark() {
	}

	/** Needs no arguments. */
	public static void main(String[] arguments) throws IOException {
		Path file = Pattern.write(Files.createTempFile("hash", ".bin"), (long) MIB << 20);
		try {
			for (int round = 0; round < 3; round++) {
				print("v3, one thread", new CellsV3Hasher(), file);
				print("v4, one thread", new CellsV4Hasher(0), file);
				print("v4, all processors", new CellsV4Hasher(), file);
			}
		} finally {
			Files.delete(file);
		}
	}

	private static void print(String name, Hasher hasher, Path file) throws IOException {
		long start = System.nanoTime();
		hasher.hash(file, new Cancellation());
		System.out.printf("%-20s %6.0f MiB/s%n", name, MIB / ((System.nanoTime() - start) / 1e9));
	}
}
