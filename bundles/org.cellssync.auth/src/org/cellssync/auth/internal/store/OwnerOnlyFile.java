package org.cellssync.auth.internal.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Writes small files whole or not at all, readable by their owner alone. */
final class OwnerOnlyFile {

	private OwnerOnlyFile() {
	}

	/** Replaces a file; after a power failure the old content or the new is there, never a part. */
	static void write(Path file, byte[] content) throws IOException {
		Path folder = file.toAbsolutePath().getParent();
		Path draft = Files.createTempFile(folder, "." + file.getFileName(), ".tmp", ownerOnly(folder));
		try {
			try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
				ByteBuffer rest = ByteBuffer.wrap(content);
				while (rest.hasRemaining()) {
					channel.write(rest);
				}
				channel.force(true);
			}
			replace(draft, file);
		} finally {
			Files.deleteIfExists(draft);
		}
	}

	private static void replace(Path draft, Path file) throws IOException {
		try {
			Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
		} catch (AtomicMoveNotSupportedException elsewhere) {
			Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
		}
	}

	/** Opens a file that is only there to be locked; it is created where it is not. */
	static FileChannel openForLock(Path file) throws IOException {
		return FileChannel.open(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
				ownerOnly(file.toAbsolutePath().getParent()));
	}

	private static FileAttribute<?>[] ownerOnly(Path folder) throws IOException {
		FileStore store = Files.getFileStore(folder);
		if (!store.supportsFileAttributeView(PosixFileAttributeView.class)) {
			// Elsewhere the folder's own protection holds.
			return new FileAttribute<?>[0];
		}
		return new FileAttribute<?>[] {
				PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")) };
	}
}
