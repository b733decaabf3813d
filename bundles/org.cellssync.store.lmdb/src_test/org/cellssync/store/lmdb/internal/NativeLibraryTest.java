package org.cellssync.store.lmdb.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where LMDB's native library is unpacked to. */
class NativeLibraryTest {

	private static final String UNPACK_TO = "lmdbjava.extract.dir";
	private static final String READY_MADE = "lmdbjava.native.lib";

	@TempDir
	Path folder;

	@AfterEach
	void forget() {
		System.clearProperty(UNPACK_TO);
		System.clearProperty(READY_MADE);
	}

	@Test
	void removesWhatKilledProgramsLeftAndNothingElse() throws IOException {
		Path left = Files.createFile(folder.resolve("lmdbjava-native-library-1.so"));
		Path other = Files.createFile(folder.resolve("readme"));

		NativeLibrary.keepIn(folder);

		assertFalse(Files.exists(left));
		assertTrue(Files.exists(other));
		assertEquals(folder.toString(), System.getProperty(UNPACK_TO));
	}

	@Test
	void leavesTheLibraryInUseAlone() throws IOException {
		NativeLibrary.keepIn(folder);
		Path used = Files.createFile(folder.resolve("lmdbjava-native-library-2.so"));

		NativeLibrary.keepIn(folder);

		assertTrue(Files.exists(used));
	}

	@Test
	void followsWhoeverChoseAPlace() throws IOException {
		System.setProperty(READY_MADE, "/usr/lib/liblmdb.so");
		Path missing = folder.resolve("native");

		NativeLibrary.keepIn(missing);

		assertFalse(Files.exists(missing));
		assertNull(System.getProperty(UNPACK_TO));
	}
}
