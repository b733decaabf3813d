package org.cellssync.app.internal.owner;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

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
		boolean posix = data.getFileSystem().supportedFileAttributeViews().contains("posix");
		FileAttribute<?>[] ownerOnly = posix
				? new FileAttribute<?>[] {
						PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")) }
				: new FileAttribute<?>[0];
		FileChannel channel = FileChannel.open(data.resolve("owner.lock"),
				Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), ownerOnly);
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
