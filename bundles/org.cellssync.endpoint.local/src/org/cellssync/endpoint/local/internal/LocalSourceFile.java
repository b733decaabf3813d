package org.cellssync.endpoint.local.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.endpoint.SourceFile;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.tree.SyncPath;

/**
 * A local file while the other end reads it. The file is open once; each stream has a position of its own.
 */
final class LocalSourceFile implements SourceFile {

	private final Disk disk;
	private final SyncPath path;
	private final Path place;
	private final Stat opened;
	private final FileChannel channel;
	private final Cancellation cancel;

	LocalSourceFile(Disk disk, SyncPath path, Path place, Stat opened, FileChannel channel,
			Cancellation cancel) {
		this.disk = disk;
		this.path = path;
		this.place = place;
		this.opened = opened;
		this.channel = channel;
		this.cancel = cancel;
	}

	@Override
	public long size() {
		return opened.size();
	}

	@Override
	public Instant modified() {
		return opened.modified();
	}

	@Override
	public boolean executable() {
		return opened.executable();
	}

	@Override
	public String version() {
		return opened.version();
	}

	@Override
	public InputStream read(long offset, long length) {
		Objects.checkFromIndexSize(offset, length, opened.size());
		return new Range(offset, offset + length);
	}

	@Override
	public void verifyWhole(byte[] md5) throws IOException, EndpointException {
		requireOpened();
	}

	/** Makes sure that the path still leads to the version that was opened. */
	void requireOpened() throws IOException, EndpointException {
		Optional<Stat> now = disk.find(place);
		if (now.isEmpty() || !now.get().version().equals(opened.version()) || !now.get().isFile()) {
			throw new EndpointException(Troubles.changed(path.value()));
		}
	}

	@Override
	public void close() {
		try {
			channel.close();
		} catch (IOException e) {
			throw new IllegalStateException("a file opened for reading cannot be closed: " + path, e);
		}
	}

	/** Reads a range by position, so that ranges can be read at once and again. */
	private final class Range extends InputStream {

		private long position;
		private final long end;

		Range(long position, long end) {
			this.position = position;
			this.end = end;
		}

		@Override
		public int read() throws IOException {
			byte[] one = new byte[1];
			return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
		}

		@Override
		public int read(byte[] bytes, int offset, int length) throws IOException {
			Objects.checkFromIndexSize(offset, length, bytes.length);
			cancel.check();
			if (length == 0) {
				return 0;
			}
			if (position == end) {
				return -1;
			}
			int count = channel.read(ByteBuffer.wrap(bytes, offset, (int) Math.min(length, end - position)),
					position);
			if (count < 0) {
				throw new IOException("shorter than when it was opened: " + path, changed());
			}
			position += count;
			return count;
		}

		private EndpointException changed() {
			return new EndpointException(Troubles.changed(path.value()));
		}

		@Override
		public int available() {
			return (int) Math.min(Integer.MAX_VALUE, end - position);
		}
	}
}
