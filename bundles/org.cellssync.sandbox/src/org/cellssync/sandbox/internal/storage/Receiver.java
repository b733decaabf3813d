package org.cellssync.sandbox.internal.storage;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** Content on its way into the store. For one thread. */
public final class Receiver implements AutoCloseable {
	private final ContentStore store;
	private byte[] small = new byte[1024];
	private long size;
	private Path file;
	private OutputStream out;

	Receiver(ContentStore store) {
		this.store = store;
	}

	/** Takes more bytes. */
	public void write(byte[] bytes, int offset, int length) throws IOException {
		if (out == null && !store.mayStayOnHeap(size + length)) {
			file = store.newFile();
			out = Channels.newOutputStream(
					Files.newByteChannel(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
			out.write(small, 0, (int) size);
			small = null;
		}
		if (out != null) {
			out.write(bytes, offset, length);
		} else {
			keep(bytes, offset, length);
		}
		size += length;
	}

	private void keep(byte[] bytes, int offset, int length) {
		var needed = (int) size + length;
		if (needed > small.length) {
			small = Arrays.copyOf(small, Math.max(needed, small.length * 2));
		}
		System.arraycopy(bytes, offset, small, (int) size, length);
	}

	/** Returns everything taken, which is in the store from now on. */
	public Content finish() throws IOException {
		if (out == null && !store.mayStayOnHeap(size)) {
			write(new byte[0], 0, 0);
		}
		if (out == null) {
			return store.onHeap(Arrays.copyOf(small, (int) size));
		}
		out.close();
		var result = new FileContent(file.getFileName().toString(), file, size);
		file = null;
		return result;
	}

	/** Leaves nothing behind, unless it was finished. */
	@Override
	public void close() throws IOException {
		if (file != null) {
			out.close();
			Files.deleteIfExists(file);
			file = null;
		}
	}
}
