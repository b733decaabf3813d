package org.cellssync.platform.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataLocationsTest {

	@TempDir
	Path folder;

	@Test
	void makesFoldersThatOnlyTheOwnerSees() throws IOException {
		DataLocations locations = new DataLocations(folder.resolve("a/data"));
		assertEquals(folder.resolve("a/data/tasks/t1"), locations.task("t1"));
		assertEquals(folder.resolve("a/data/settings"), locations.settings());
		assertEquals(folder.resolve("a/data/logs"), locations.logs());
		for (String each : new String[] { "", "tasks", "tasks/t1", "settings", "logs" }) {
			assertEquals("rwx------", permissions(locations.data().resolve(each)), each);
		}
	}

	@Test
	void makesNothingBeforeItIsAskedFor() {
		new DataLocations(folder.resolve("data"));
		assertFalse(Files.exists(folder.resolve("data")));
	}

	@Test
	void leavesAFolderThatIsThereAsItIs() throws IOException {
		Path data = Files.createDirectory(folder.resolve("data"));
		Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-x---"));
		assertEquals("rwx------", permissions(new DataLocations(data).settings()));
		assertEquals("rwxr-x---", permissions(data));
	}

	@Test
	void usesAFolderBehindALink() throws IOException {
		Path real = Files.createDirectory(folder.resolve("real"));
		Path link = Files.createSymbolicLink(folder.resolve("link"), real);
		new DataLocations(link).logs();
		assertTrue(Files.isDirectory(real.resolve("logs")));
	}

	@Test
	void saysWhichFolderCannotBeUsed() throws IOException {
		Path file = Files.createFile(folder.resolve("file"));
		UncheckedIOException trouble = assertThrows(UncheckedIOException.class,
				() -> new DataLocations(file).data());
		assertTrue(trouble.getMessage().contains(file.toString()));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", ".", "..", "../x", "a/b", "/etc" })
	void refusesTaskIdsThatAreNone(String id) {
		assertThrows(IllegalArgumentException.class, () -> new DataLocations(folder).task(id));
	}

	private static String permissions(Path path) throws IOException {
		return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
	}
}
