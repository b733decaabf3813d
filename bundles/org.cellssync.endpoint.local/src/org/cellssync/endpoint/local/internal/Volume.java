package org.cellssync.endpoint.local.internal;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which file system a folder is on. */
final class Volume {

	private static final Logger LOG = LoggerFactory.getLogger(Volume.class);
	private static final Path BY_UUID = Path.of("/dev/disk/by-uuid");

	private Volume() {
	}

	/**
	 * Returns what names the file system of {@code folder}, today and after the next start of the computer.
	 */
	static String id(Path folder) throws IOException {
		Optional<FileStore> found = store(folder);
		if (found.isEmpty()) {
			return device(folder);
		}
		FileStore store = found.get();
		if (!SystemDisk.isPosix(folder)) {
			// Nodes have no keys there: the path has to do.
			return (store.supportsFileAttributeView("dos") ? String.valueOf(store.getAttribute("volume:vsn"))
					: store.name())
					+ ':' + folder;
		}
		// The name of a device may be another one tomorrow.
		return store.name().startsWith("/dev/") ? uuid(Path.of(store.name())).orElse(store.name())
				: store.name() + ':' + store.type();
	}

	private static Optional<String> uuid(Path device) throws IOException {
		if (!Files.isDirectory(BY_UUID) || !Files.exists(device)) {
			return Optional.empty();
		}
		Path real = device.toRealPath();
		try (Stream<Path> links = Files.list(BY_UUID)) {
			for (Path link : (Iterable<Path>) links::iterator) {
				if (Files.exists(link) && link.toRealPath().equals(real)) {
					return Optional.of(Names.of(link));
				}
			}
		}
		return Optional.empty();
	}

	/**
	 * Returns whether a node can be renamed from one folder, which exists, to the other, which may have to be
	 * made.
	 */
	static boolean isOne(Path folder, Path other) throws IOException {
		Path one = existing(folder);
		Path two = existing(other);
		return device(one).equals(device(two)) && store(one).equals(store(two));
	}

	private static Path existing(Path path) {
		Path existing = path.toAbsolutePath();
		while (!Files.exists(existing) && existing.getParent() != null) {
			existing = existing.getParent();
		}
		return existing;
	}

	private static String device(Path path) throws IOException {
		String key = String.valueOf(Files.readAttributes(path, BasicFileAttributes.class).fileKey());
		return key.replaceAll(",.*", "");
	}

	// Parts of a file system that count as file systems of their own are in no list of those that are
	// mounted.
	private static Optional<FileStore> store(Path path) throws IOException {
		try {
			return Optional.of(Files.getFileStore(path));
		} catch (IOException e) {
			if (!Files.exists(path)) {
				throw e;
			}
			LOG.debug("the file system of {} has no name", path, e);
			return Optional.empty();
		}
	}
}
