package org.cellssync.hash.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

import org.cellssync.api.hash.Hasher;
import org.cellssync.api.util.Cancellation;
import org.osgi.service.component.annotations.Component;

/** The old family of Cells: MD5 of the content. One MD5 cannot be split, so a file is read by one thread. */
@Component(service = Hasher.class, property = Hasher.ALGORITHM + "=" + Hasher.CELLS_V3)
public final class CellsV3Hasher implements Hasher {

	@Override
	public Running start() {
		return new Md5();
	}

	@Override
	public byte[] hash(Path file, Cancellation cancel) throws IOException {
		cancel.check();
		try (FileChannel channel = FileChunks.open(file)) {
			Running running = start();
			long size = channel.size();
			new FileChunks(channel, cancel).read(0, size, FileChunks.bufferFor(size), running::update);
			return running.digest();
		}
	}

	private static final class Md5 implements Running {

		private final MessageDigest digest = md5();

		@Override
		public void update(byte[] bytes, int offset, int length) {
			digest.update(bytes, offset, length);
		}

		@Override
		public byte[] digest() {
			return digest.digest();
		}
	}

	static MessageDigest md5() {
		try {
			return MessageDigest.getInstance("MD5");
		} catch (NoSuchAlgorithmException e) {
			throw new IllegalStateException("every Java platform has MD5", e);
		}
	}
}
