package org.cellssync.store.lmdb.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/** Reads pages of a data file without mapping it, so that nothing in it can do harm. */
final class PageFile {

	private final FileChannel channel;
	private final long length;

	PageFile(FileChannel channel) throws IOException {
		this.channel = channel;
		this.length = channel.size();
	}

	long length() {
		return length;
	}

	/** Returns {@code count} bytes from {@code offset} on, in the byte order of this computer. */
	ByteBuffer read(long offset, int count) throws IOException, Unreadable {
		ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.nativeOrder());
		read(offset, bytes);
		return bytes;
	}

	/** Fills {@code bytes} from {@code offset} on. */
	void read(long offset, ByteBuffer bytes) throws IOException, Unreadable {
		bytes.clear();
		while (bytes.hasRemaining()) {
			int count = channel.read(bytes, offset + bytes.position());
			if (count < 0) {
				throw new Unreadable("the data file ends too early");
			}
		}
		bytes.flip();
	}
}
