package org.cellssync.platform.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnerOnlyTest {

	@TempDir
	Path folder;

	@Test
	void replacesAFileAsAWhole() throws IOException {
		Path file = folder.resolve("file");
		Files.writeString(file, "something much longer");
		Files.writeString(folder.resolve("file.new"), "left by a crash");
		Object before = Files.getAttribute(file, "unix:ino");
		OwnerOnly.write(file, "short");
		assertEquals("short", Files.readString(file));
		assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
		assertFalse(before.equals(Files.getAttribute(file, "unix:ino")), "it is another file");
		try (var files = Files.list(folder)) {
			assertEquals(List.of(file), files.toList());
		}
	}

	@Test
	void doesNotWriteThroughALink() throws IOException {
		Path other = Files.writeString(folder.resolve("other"), "other");
		Path link = Files.createSymbolicLink(folder.resolve("link"), other);
		OwnerOnly.write(link, "new");
		assertEquals("other", Files.readString(other));
		assertEquals("new", Files.readString(link));
	}

	@Test
	void leavesWhatWasThereWhenItFails() throws IOException {
		Path file = Files.writeString(folder.resolve("file"), "old");
		Files.createDirectories(folder.resolve("file.new/in the way"));
		assertThrows(IOException.class, () -> OwnerOnly.write(file, "new"));
		assertEquals("old", Files.readString(file));
	}

	@Test
	void deletesWhatIsThereAndMindsNothingElse() throws IOException {
		Path file = Files.createFile(folder.resolve("file"));
		OwnerOnly.delete(file);
		OwnerOnly.delete(file);
		assertFalse(OwnerOnly.exists(file));
	}
}
