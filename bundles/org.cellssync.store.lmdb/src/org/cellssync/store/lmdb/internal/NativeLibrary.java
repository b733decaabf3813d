package org.cellssync.store.lmdb.internal;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where LMDB's native library is unpacked to. LMDB would take the system's folder for temporary files, where a copy stays
 * behind each program that was killed, on Windows each one that ended, and where administrators may forbid to run code.
 */
final class NativeLibrary {

	/** LMDB reads it once, when its first class is used. */
	private static final String UNPACK_TO = "lmdbjava.extract.dir";
	private static final String READY_MADE = "lmdbjava.native.lib";
	private static final String NAMES = "lmdbjava-native-library-*";

	private static final Logger LOG = LoggerFactory.getLogger(NativeLibrary.class);

	private NativeLibrary() {
	}

	/**
	 * Has the library unpacked to a folder, and removes from it what earlier programs left. For the first call of a process;
	 * later ones do nothing, nor does any where somebody chose the place by one of LMDB's own properties.
	 *
	 * @param folder no other process uses it; made where it is missing
	 */
	static synchronized void keepIn(Path folder) throws IOException {
		if (System.getProperty(UNPACK_TO) != null || System.getProperty(READY_MADE) != null) {
			return;
		}
		Files.createDirectories(folder);
		try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, NAMES)) {
			for (Path library : left) {
				remove(library);
			}
		}
		System.setProperty(UNPACK_TO, folder.toString());
	}

	private static void remove(Path library) {
		try {
			Files.deleteIfExists(library);
		} catch (IOException e) {
			LOG.debug("{} stays until the next start", library, e);
		}
	}
}
