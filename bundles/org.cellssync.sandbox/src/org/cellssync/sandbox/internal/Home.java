package org.cellssync.sandbox.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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
 * The folder in which the server keeps its small files, readable by its owner alone. A server in memory has one
 * too, for its certificate, which goes with {@link #close()}.
 */
public final class Home implements AutoCloseable {
	private final Path folder;
	private final boolean kept;

	private Home(Path folder, boolean kept) {
		this.folder = folder;
		this.kept = kept;
	}

	/** Opens the given folder, made where it is absent, or a temporary one. */
	public static Home open(Optional<Path> directory) throws IOException {
		if (directory.isPresent()) {
			Path folder = directory.get().toAbsolutePath().normalize();
			if (!Files.isDirectory(folder)) {
				Files.createDirectories(folder, ownerOnly("rwx------"));
			}
			return new Home(folder, true);
		}
		return new Home(Files.createTempDirectory("cells-sandbox-", ownerOnly("rwx------")), false);
	}

	/** Returns whether what is written here is there at the next start. */
	public boolean isKept() {
		return kept;
	}

	/** Returns the path of a file or folder of this name. */
	public Path resolve(String name) {
		return folder.resolve(name);
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

	/** Removes a temporary folder; leaves one that is kept. */
	@Override
	public void close() throws IOException {
		if (kept || !Files.exists(folder)) {
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

	private static FileAttribute<?>[] ownerOnly(String permissions) {
		if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
			return new FileAttribute<?>[0];
		}
		return new FileAttribute<?>[] {
				PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)) };
	}
}
