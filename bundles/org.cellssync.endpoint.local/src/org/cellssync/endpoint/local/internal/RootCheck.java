package org.cellssync.endpoint.local.internal;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointException;

/** Whether a folder may be an end of a task. */
final class RootCheck {

	private final Path home;
	private final Path data;

	RootCheck(Path home, Path data) {
		this.home = home;
		this.data = data;
	}

	/**
	 * Returns the folder's real path; a missing last folder was made.
	 *
	 * @throws EndpointException where no task may use it
	 */
	Path usable(String text) throws EndpointException {
		Path path = absolute(text);
		try {
			if (!examine(path)) {
				make(path);
				// between the look and now, it may have been made by somebody else
				examine(path);
			}
			return path.toRealPath();
		} catch (IOException e) {
			throw Troubles.failure(Code.LOCAL_IO, e, path.toString());
		}
	}

	/**
	 * Returns whether the folder is there; false where it is missing and {@link #usable} would make it.
	 *
	 * @throws EndpointException where no task may use it
	 */
	boolean examine(String text) throws EndpointException {
		Path path = absolute(text);
		try {
			return examine(path);
		} catch (IOException e) {
			throw Troubles.failure(Code.LOCAL_IO, e, path.toString());
		}
	}

	private boolean examine(Path path) throws EndpointException, IOException {
		requireAllowed(path);
		if (Files.isDirectory(path)) {
			Path real = path.toRealPath();
			requireAllowed(real);
			requireWritable(real);
			return true;
		}
		if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
			throw trouble(Code.LOCAL_ROOT_NOT_A_FOLDER, path);
		}
		Path parent = path.getParent();
		if (!Files.isDirectory(parent)) {
			throw trouble(Code.LOCAL_ROOT_MISSING, parent);
		}
		requireAllowed(parent.toRealPath().resolve(path.getFileName()));
		requireWritable(parent);
		return false;
	}

	private static void requireWritable(Path folder) throws EndpointException {
		if (!Files.isWritable(folder)) {
			throw trouble(Code.LOCAL_ROOT_NOT_WRITABLE, folder);
		}
	}

	private static Path absolute(String text) throws EndpointException {
		try {
			Path path = Path.of(text);
			if (!text.isEmpty() && path.isAbsolute()) {
				return path.normalize();
			}
			throw new EndpointException(
					Diagnostic.of(Code.LOCAL_ROOT_NOT_ALLOWED, text,
							"it is not named from the root of the file system on"));
		} catch (InvalidPathException e) {
			throw new EndpointException(Diagnostic.of(Code.LOCAL_ROOT_NOT_ALLOWED, text, e.getReason()), e);
		}
	}

	private void requireAllowed(Path path) throws EndpointException, IOException {
		if (path.getParent() == null) {
			throw notAllowed(path, "it is the root of a file system");
		}
		for (Path each : new Path[] { home, real(home) }) {
			if (each.equals(path)) {
				throw notAllowed(path, "it is your home folder");
			}
			if (each.startsWith(path)) {
				throw notAllowed(path, "your home folder lies in it");
			}
		}
		for (Path each : new Path[] { data, real(data) }) {
			if (path.startsWith(each)) {
				throw notAllowed(path, "it belongs to the data of this program");
			}
			if (each.startsWith(path)) {
				throw notAllowed(path, "the data of this program lies in it");
			}
		}
	}

	private static Path real(Path path) throws IOException {
		return Files.exists(path) ? path.toRealPath() : path.toAbsolutePath().normalize();
	}

	private static void make(Path path) throws IOException {
		try {
			Files.createDirectory(path);
		} catch (FileAlreadyExistsException e) {
			// made by somebody else just now: it is looked at like any other
		}
	}

	private static EndpointException notAllowed(Path path, String why) {
		return new EndpointException(Diagnostic.of(Code.LOCAL_ROOT_NOT_ALLOWED, path.toString(), why));
	}

	private static EndpointException trouble(Code code, Path path) {
		return new EndpointException(Diagnostic.of(code, path.toString()));
	}
}
