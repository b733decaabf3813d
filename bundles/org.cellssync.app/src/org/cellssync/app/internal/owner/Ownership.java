package org.cellssync.app.internal.owner;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** The right of one program to work with a data folder; held until closed, and given back by the system after a crash. */
public final class Ownership implements AutoCloseable {

	private final FileChannel channel;
	private final FileLock lock;

	private Ownership(FileChannel channel, FileLock lock) {
		this.channel = channel;
		this.lock = lock;
	}

	/** Returns the ownership of a data folder, or nothing where another program holds it. */
	public static Optional<Ownership> take(Path data) throws IOException {
		Files.createDirectories(data);
		FileChannel channel = FileChannel.open(data.resolve("owner.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
		FileLock lock = channel.tryLock();
		if (lock == null) {
			channel.close();
			return Optional.empty();
		}
		return Optional.of(new Ownership(channel, lock));
	}

	@Override
	public void close() throws IOException {
		lock.release();
		channel.close();
	}
}
