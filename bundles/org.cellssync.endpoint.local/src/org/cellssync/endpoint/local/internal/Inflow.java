package org.cellssync.endpoint.local.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.endpoint.SourceFile;
import org.cellssync.api.endpoint.StepObserver;
import org.cellssync.api.hash.ContentDigests;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.tree.SyncPath;

/** Writes what a file of the other end holds into a file here: read once, hashed on the way, and made sure to be whole. */
final class Inflow {

	private static final int CHUNK = 256 << 10;

	private Inflow() {
	}

	/**
	 * Writes all of {@code file}; what was written is not on stable storage yet.
	 *
	 * @throws IOException for trouble with the disk
	 * @throws EndpointException for trouble with the other end
	 * @throws Refusal where what arrived is not what was to come
	 */
	static ContentDigests.Both receive(SyncPath path, SourceFile file, FileChannel channel, StepObserver observer,
			Cancellation cancel) throws IOException, EndpointException, Refusal {
		return receive(path, file, channel, new ContentDigests(), 0, so -> {
			// nobody keeps what does not arrive whole
		}, observer, cancel);
	}

	/** Hears of what has arrived and lies in the file. */
	@FunctionalInterface
	interface Arrival {
		void of(long length);
	}

	/**
	 * Writes what is missing of {@code file}, as above.
	 *
	 * @param digests of the first bytes, which are there
	 * @param there how many these are; the channel stands behind them
	 */
	static ContentDigests.Both receive(SyncPath path, SourceFile file, FileChannel channel, ContentDigests digests,
			long there, Arrival arrival, StepObserver observer, Cancellation cancel)
			throws IOException, EndpointException, Refusal {
		byte[] chunk = new byte[Math.clamp(file.size(), 1, CHUNK)];
		long length = there;
		try (InputStream in = file.read(there, file.size() - there)) {
			for (int count = read(in, chunk, path); count >= 0; count = read(in, chunk, path)) {
				cancel.check();
				write(channel, chunk, count);
				digests.update(chunk, 0, count);
				length += count;
				arrival.of(length);
				observer.transferred(path, count);
			}
		}
		ContentDigests.Both both = digests.digest();
		if (both.size() != file.size()) {
			throw new Refusal(mismatch(path));
		}
		file.verifyWhole(both.md5());
		return both;
	}

	private static void write(FileChannel channel, byte[] chunk, int count) throws IOException {
		ByteBuffer buffer = ByteBuffer.wrap(chunk, 0, count);
		while (buffer.hasRemaining()) {
			channel.write(buffer);
		}
	}

	/** Trouble of the stream is the other end's, never this disk's. */
	private static int read(InputStream in, byte[] chunk, SyncPath path) throws EndpointException {
		try {
			return in.read(chunk);
		} catch (IOException e) {
			throw e.getCause() instanceof EndpointException known ? known
					: new EndpointException(mismatch(path), e);
		}
	}

	static Diagnostic mismatch(SyncPath path) {
		return Diagnostic.of(Code.CONTENT_MISMATCH, path.value());
	}
}
