package org.cellssync.sandbox.internal.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Content that lies in a file of its own. */
record FileContent(String id, Path file, long size) implements Content {
	@Override
	public InputStream open(long from) throws IOException {
		var channel = Files.newByteChannel(file, StandardOpenOption.READ);
		try {
			channel.position(from);
			return Channels.newInputStream(channel);
		} catch (IOException e) {
			channel.close();
			throw e;
		}
	}

	@Override
	public void release() {
		try {
			Files.deleteIfExists(file);
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}
}
