package org.cellssync.hash.internal;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.cellssync.api.util.Cancellation;

/** Reads a range of a file piece by piece, from any number of threads at once. */
final class FileChunks {

	/** Bytes read at once: few enough to stay in a processor's cache until they are hashed. */
	static final int CHUNK = 256 << 10;

	private final FileChannel channel;
	private final Cancellation cancel;

	FileChunks(FileChannel channel, Cancellation cancel) {
		this.channel = channel;
		this.cancel = cancel;
	}

	/** Opens {@code file} for reading; a link in its last name is not followed. */
	static FileChannel open(Path file) throws IOException {
		return FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
	}

	/** Returns a buffer that suits {@code length} bytes to come. */
	static ByteBuffer bufferFor(long length) {
		return ByteBuffer.allocate((int) Math.min(CHUNK, Math.max(1, length)));
	}

	/**
	 * Gives all bytes from {@code offset} to {@code end} to {@code sink}, in order.
	 *
	 * @throws EOFException where the file has become shorter
	 */
	void read(long offset, long end, ByteBuffer buffer, Sink sink) throws IOException {
		long position = offset;
		while (position < end) {
			cancel.check();
			buffer.clear().limit((int) Math.min(buffer.capacity(), end - position));
			int count = channel.read(buffer, position);
			if (count < 0) {
				throw new EOFException("the file became shorter while it was read");
			}
			sink.accept(buffer.array(), 0, count);
			position += count;
		}
	}

	/** Takes bytes. */
	@FunctionalInterface
	interface Sink {
		void accept(byte[] bytes, int offset, int length);
	}
}
