package org.cellssync.endpoint.local.internal;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointException;

/** The folder of a task: whether it is there, and which one it is. */
final class Root {

	private static final Path BY_UUID = Path.of("/dev/disk/by-uuid");

	private final Path path;
	private final Disk disk;

	Root(Path path, Disk disk) {
		this.path = path;
		this.disk = disk;
	}

	Path path() {
		return path;
	}

	/**
	 * Makes sure that the folder is there.
	 *
	 * @return names it for as long as it is the same folder of the same file system
	 */
	String id() throws EndpointException {
		try {
			disk.settle(path);
			Stat stat = disk.stat(path);
			if (!stat.isDirectory()) {
				throw notAFolder();
			}
			return store() + ':' + stat.key();
		} catch (NoSuchFileException | NotDirectoryException e) {
			throw new EndpointException(Diagnostic.of(Code.LOCAL_ROOT_MISSING, path.toString()), e);
		} catch (IOException e) {
			throw unusable(e);
		}
	}

	private EndpointException notAFolder() {
		return new EndpointException(Diagnostic.of(Code.LOCAL_ROOT_NOT_A_FOLDER, path.toString()));
	}

	private EndpointException unusable(IOException e) {
		try {
			if (disk.find(path).isEmpty()) {
				return new EndpointException(Diagnostic.of(Code.LOCAL_ROOT_MISSING, path.toString()), e);
			}
		} catch (IOException second) {
			e.addSuppressed(second);
		}
		return Troubles.failure(Code.LOCAL_IO, e, path.toString());
	}

	/** Makes sure that it still is the folder {@code id} names. */
	void require(String id) throws EndpointException {
		if (!id().equals(id)) {
			throw new EndpointException(Diagnostic.of(Code.LOCAL_ROOT_REPLACED, path.toString()));
		}
	}

	/** The name of a device may be another one tomorrow, so the file system's own id is taken where the system tells it. */
	private String store() throws IOException {
		FileStore store = Files.getFileStore(path);
		String device = store.name();
		if (store.supportsFileAttributeView("dos") && !SystemDisk.isPosix(path)) {
			return String.valueOf(store.getAttribute("volume:vsn")) + ':' + path;
		}
		return device.startsWith("/dev/") ? uuid(Path.of(device)).orElse(device) : device + ':' + store.type();
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
}
