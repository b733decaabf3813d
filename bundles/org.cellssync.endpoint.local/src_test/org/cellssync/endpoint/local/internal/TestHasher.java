package org.cellssync.endpoint.local.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

import org.cellssync.api.hash.BlockDigest;
import org.cellssync.api.hash.Hasher;
import org.cellssync.api.util.Cancellation;

/** The v4 hash, in one thread. */
final class TestHasher implements Hasher {

	@Override
	public Running start() {
		return new BlockDigest();
	}

	@Override
	public byte[] hash(Path file, Cancellation cancel) throws IOException {
		Running running = start();
		byte[] chunk = new byte[64 << 10];
		try (InputStream in = Files.newInputStream(file)) {
			for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
				cancel.check();
				running.update(chunk, 0, count);
			}
		}
		return running.digest();
	}
}
