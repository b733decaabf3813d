package org.cellssync.platform.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

import org.eclipse.equinox.security.storage.StorageException;

/** Named texts in a file, encrypted with a password. */
interface SecretFile {

	/** Opens files. */
	interface Opener {

		/**
		 * Reads {@code file}, which may be missing.
		 *
		 * @param copy absolute path of a file that is not there and that nobody else uses
		 */
		SecretFile open(Path file, Path copy, String password) throws IOException;
	}

	/**
	 * Returns the text kept under {@code name}.
	 *
	 * @throws StorageException where it was encrypted with another password
	 */
	Optional<String> get(String name) throws StorageException;

	/**
	 * Keeps a text; it is on stable storage when this returns. After a failure this object is of no more use.
	 */
	void put(String name, String text) throws IOException, StorageException;

	/** Forgets a text; nothing happens where there is none. After a failure this object is of no more use. */
	void remove(String name) throws IOException;

	/** Returns whether no text is kept. */
	boolean isEmpty();
}
