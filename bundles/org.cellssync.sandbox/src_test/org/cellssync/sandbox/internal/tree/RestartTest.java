package org.cellssync.sandbox.internal.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartTest {
	@TempDir
	Path dir;

	private Lab open() {
		return new Lab(Family.V4, StorageKind.FLAT, Optional.of(dir), 1);
	}

	@Test
	void treeAndContentAreThereAgain() {
		try (var lab = open()) {
			lab.put("common-files/a/x.txt", "old");
			lab.put("common-files/a/x.txt", "new");
			lab.put("common-files/gone.txt", "gone");
			lab.put("personal-files/b/y.txt", "y");
			lab.move("personal-files/b", "common-files/c/b");
			lab.delete("common-files/gone.txt");
			lab.begin("common-files/under way.txt", "text");
		}
		NodeView before;
		try (var lab = open()) {
			assertEquals(List.of("common-files/a", "common-files/a/x.txt", "common-files/c",
					"common-files/c/b", "common-files/c/b/y.txt"), lab.list("common-files"));
			assertEquals("new", lab.text("common-files/a/x.txt"));
			assertEquals("y", lab.text("common-files/c/b/y.txt"));
			before = lab.read("common-files/a/x.txt");
			assertEquals(Lab.digests("new").hash(), before.hash());
			assertEquals(4, lab.read("common-files").size());
		}
		try (var lab = open()) {
			assertEquals(before, lab.read("common-files/a/x.txt"));
		}
	}

	@Test
	void contentOfDeletedFilesTakesNoSpace() throws IOException {
		long before;
		try (var lab = open()) {
			lab.put("common-files/kept.txt", "kept");
			lab.put("common-files/gone.txt", "gone");
		}
		try (var files = Files.list(dir.resolve("content"))) {
			before = files.count();
		}
		try (var lab = open()) {
			lab.delete("common-files/gone.txt");
		}
		open().close();
		try (var files = Files.list(dir.resolve("content"))) {
			assertEquals(before - 1, files.count());
		}
	}

	@Test
	void recordThatWasCutOffIsPassedOver() throws IOException {
		try (var lab = open()) {
			lab.put("common-files/a.txt", "a");
		}
		var journal = dir.resolve("tree.journal");
		Files.write(journal, new byte[] { 0, 0, 1, 0, 5 }, StandardOpenOption.APPEND);
		try (var lab = open()) {
			assertEquals("a", lab.text("common-files/a.txt"));
			lab.put("common-files/b.txt", "b");
		}
		try (var lab = open()) {
			assertEquals("b", lab.text("common-files/b.txt"));
		}
	}

	@Test
	void fileWhoseContentIsLostIsNotThere() throws IOException {
		try (var lab = open()) {
			lab.put("common-files/a.txt", "a");
		}
		try (var files = Files.list(dir.resolve("content"))) {
			for (var file : files.toList()) {
				Files.delete(file);
			}
		}
		try (var lab = open()) {
			assertFalse(lab.isThere("common-files/a.txt"));
		}
	}
}
