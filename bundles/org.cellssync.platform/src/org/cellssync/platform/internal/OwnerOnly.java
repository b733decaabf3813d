package org.cellssync.platform.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.channels.FileChannel;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Files and folders that nobody but their owner can read, from the moment they are there. */
final class OwnerOnly {

	private static final FileAttribute<?>[] NONE = {};

	private OwnerOnly() {
	}

	/**
	 * Makes a folder, its missing parents with it. One that is there keeps the permissions somebody gave it.
	 */
	static Path folder(Path folder) throws IOException {
		if (!Files.isDirectory(folder)) {
			Path parent = folder.getParent();
			if (parent != null) {
				Files.createDirectories(parent);
			}
			// Somebody else may make it at the same time.
			Files.createDirectories(folder, attributes(folder, "rwx------"));
		}
		return folder;
	}

	/**
	 * Puts a text in a file as a whole: it is on stable storage when this returns, and what was there before
	 * until then.
	 */
	static void write(Path file, String text) throws IOException {
		write(file, text.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Puts bytes in a file as a whole: they are on stable storage when this returns, and what was there
	 * before until then.
	 */
	static void write(Path file, byte[] bytes) throws IOException {
		Path fresh = file.resolveSibling(file.getFileName() + ".new");
		Files.deleteIfExists(fresh);
		Set<StandardOpenOption> options = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
		try (FileChannel channel = FileChannel.open(fresh, options, attributes(fresh, "rw-------"))) {
			ByteBuffer buffer = ByteBuffer.wrap(bytes);
			while (buffer.hasRemaining()) {
				channel.write(buffer);
			}
			channel.force(true);
		}
		Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
		force(file.getParent());
	}

	/** Removes a file; that it is gone is on stable storage when this returns. */
	static void delete(Path file) throws IOException {
		if (Files.deleteIfExists(file)) {
			force(file.getParent());
		}
	}

	/** Returns what is in a folder under names of a pattern. */
	static List<Path> list(Path folder, String names) throws IOException {
		List<Path> found = new ArrayList<>();
		try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, names)) {
			files.forEach(found::add);
		} catch (DirectoryIteratorException e) {
			throw e.getCause();
		}
		return found;
	}

	/** Returns whether something has this name, whatever it is. */
	static boolean exists(Path file) {
		return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
	}

	private static void force(Path folder) throws IOException {
		if (isPosix(folder)) {
			try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
				channel.force(true);
			}
		}
	}

	private static FileAttribute<?>[] attributes(Path path, String permissions) {
		return isPosix(path)
				? new FileAttribute<?>[] {
						PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)) }
				: NONE;
	}

	private static boolean isPosix(Path path) {
		return path.getFileSystem().supportedFileAttributeViews().contains("posix");
	}
}
