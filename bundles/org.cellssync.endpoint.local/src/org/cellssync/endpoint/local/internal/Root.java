package org.cellssync.endpoint.local.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointException;

/** The folder of a task: whether it is there, and which one it is. Thread-safe. */
final class Root {

	private final Path path;
	private final Disk disk;
	/** The key, device included, that belonged to the last id. */
	private volatile String key = "";

	Root(Path path, Disk disk) {
		this.path = path;
		this.disk = disk;
	}

	Path path() {
		return path;
	}

	/** Something asked of the folder. */
	@FunctionalInterface
	private interface Question<T> {
		T ask() throws IOException, EndpointException;
	}

	/**
	 * Makes sure that the folder is there.
	 *
	 * @return names it for as long as it is the same folder of the same file system
	 */
	String id() throws EndpointException {
		return answer(() -> {
			String now = presentKey();
			disk.settle(path);
			String id = Volume.id(path) + ':' + disk.stat(path).key();
			key = now;
			return id;
		});
	}

	/** Makes sure that it is the folder {@code id} names. */
	void require(String id) throws EndpointException {
		if (!id().equals(id)) {
			throw replaced();
		}
	}

	/** Makes sure, at little cost, that it still is the folder it was when its id was asked for last. */
	void requireSame() throws EndpointException {
		if (!answer(this::presentKey).equals(key)) {
			throw replaced();
		}
	}

	private String presentKey() throws IOException, EndpointException {
		BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
		if (!attributes.isDirectory()) {
			throw new EndpointException(Diagnostic.of(Code.LOCAL_ROOT_NOT_A_FOLDER, path.toString()));
		}
		return String.valueOf(attributes.fileKey());
	}

	private EndpointException replaced() {
		return new EndpointException(Diagnostic.of(Code.LOCAL_ROOT_REPLACED, path.toString()));
	}

	private <T> T answer(Question<T> question) throws EndpointException {
		try {
			return question.ask();
		} catch (NoSuchFileException | NotDirectoryException e) {
			throw missing(e);
		} catch (IOException e) {
			throw Files.exists(path) ? Troubles.failure(Code.LOCAL_IO, e, path.toString()) : missing(e);
		}
	}

	private EndpointException missing(IOException e) {
		return new EndpointException(Diagnostic.of(Code.LOCAL_ROOT_MISSING, path.toString()), e);
	}
}
