package org.cellssync.store.lmdb.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Keeps a folder for one user at a time, over threads and processes. Ends with the process at the latest. */
final class FolderLock implements AutoCloseable {

	/**
	 * Folders locked by this process. The system would let the process lock a file again, and would let go of
	 * the lock when any of its channels is closed.
	 */
	private static final Set<Path> LOCKED = new HashSet<>();

	private static final String FILE = "state.lock";

	private final Path folder;
	private final FileChannel channel;

	private FolderLock(Path folder, FileChannel channel) {
		this.folder = folder;
		this.channel = channel;
	}

	/**
	 * Locks {@code folder}, which must exist; empty where somebody else has it.
	 *
	 * @throws IOException where it cannot be written
	 */
	static Optional<FolderLock> lock(Path folder) throws IOException {
		Path real = folder.toRealPath();
		synchronized (LOCKED) {
			if (LOCKED.contains(real)) {
				return Optional.empty();
			}
			Optional<FolderLock> lock = lockFile(real);
			if (lock.isPresent()) {
				LOCKED.add(real);
			}
			return lock;
		}
	}

	private static Optional<FolderLock> lockFile(Path folder) throws IOException {
		FileChannel channel = FileChannel.open(folder.resolve(FILE), StandardOpenOption.CREATE,
				StandardOpenOption.WRITE);
		FileLock lock = null;
		try {
			lock = channel.tryLock();
			return lock == null ? Optional.empty() : Optional.of(new FolderLock(folder, channel));
		} finally {
			if (lock == null) {
				channel.close();
			}
		}
	}

	/** Returns the folder. */
	Path folder() {
		return folder;
	}

	/** Lets go. The file stays: removing it would let two users lock two files of one name. */
	@Override
	public void close() throws IOException {
		synchronized (LOCKED) {
			LOCKED.remove(folder);
			channel.close();
		}
	}
}
