package org.cellssync.sandbox.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The folder in which the server keeps its small files, readable by its owner alone. A server in memory has
 * one too, for its certificate, which goes with {@link #close()}.
 */
public final class Home implements AutoCloseable {
	private static final String LOCK = "lock";

	private final Path folder;
	/** Held while the server runs on a folder that is kept; absent on a temporary one. */
	private final Optional<FileChannel> lock;

	private Home(Path folder, Optional<FileChannel> lock) {
		this.folder = folder;
		this.lock = lock;
	}

	/**
	 * Opens the given folder, made where it is absent, or a temporary one.
	 *
	 * @throws IOException if it cannot be made, or another server runs on it
	 */
	public static Home open(Optional<Path> directory) throws IOException {
		if (directory.isPresent()) {
			Path folder = directory.get().toAbsolutePath().normalize();
			if (!Files.isDirectory(folder)) {
				Files.createDirectories(folder, ownerOnly("rwx------"));
			}
			return new Home(folder, Optional.of(locked(folder)));
		}
		return new Home(Files.createTempDirectory("cells-sandbox-", ownerOnly("rwx------")),
				Optional.empty());
	}

	/** Returns whether what is written here is there at the next start. */
	public boolean isKept() {
		return lock.isPresent();
	}

	/** Returns the path of a file or folder of this name. */
	public Path resolve(String name) {
		return folder.resolve(name);
	}

	/** Returns a folder of this name, made where it is absent. */
	public Path folder(String name) throws IOException {
		Path path = resolve(name);
		if (!Files.isDirectory(path)) {
			Files.createDirectory(path, ownerOnly("rwx------"));
		}
		return path;
	}

	/** Returns the content of a file, or nothing where there is none. */
	public Optional<byte[]> read(String name) throws IOException {
		try {
			return Optional.of(Files.readAllBytes(resolve(name)));
		} catch (NoSuchFileException absent) {
			return Optional.empty();
		}
	}

	/** Replaces a file as a whole; after a crash the old or the new content is there. Blocks for the disk. */
	public synchronized void write(String name, byte[] content) throws IOException {
		Path target = resolve(name);
		Path staged = resolve(name + ".new");
		Files.deleteIfExists(staged);
		try (FileChannel channel = FileChannel.open(staged,
				Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly("rw-------"))) {
			ByteBuffer buffer = ByteBuffer.wrap(content);
			while (buffer.hasRemaining()) {
				channel.write(buffer);
			}
			channel.force(true);
		}
		Files.move(staged, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
	}

	/** Removes a temporary folder; leaves one that is kept to the next server. */
	@Override
	public void close() throws IOException {
		if (lock.isPresent()) {
			lock.get().close();
			return;
		}
		if (!Files.exists(folder)) {
			return;
		}
		List<Path> all;
		try (var walk = Files.walk(folder)) {
			all = walk.sorted(Comparator.reverseOrder()).toList();
		}
		for (Path path : all) {
			Files.deleteIfExists(path);
		}
	}

	private static FileChannel locked(Path folder) throws IOException {
		Set<OpenOption> options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);
		FileChannel channel = FileChannel.open(folder.resolve(LOCK), options, ownerOnly("rw-------"));
		try {
			if (channel.tryLock() != null) {
				return channel;
			}
		} catch (OverlappingFileLockException sameProcess) {
			channel.close();
			throw inUse(folder, sameProcess);
		}
		channel.close();
		throw inUse(folder, null);
	}

	private static IOException inUse(Path folder, Throwable cause) {
		return new IOException("Another sandbox runs on " + folder + ". Stop it, or choose another folder.",
				cause);
	}

	private static FileAttribute<?>[] ownerOnly(String permissions) {
		if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
			return new FileAttribute<?>[0];
		}
		return new FileAttribute<?>[] {
				PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)) };
	}
}
