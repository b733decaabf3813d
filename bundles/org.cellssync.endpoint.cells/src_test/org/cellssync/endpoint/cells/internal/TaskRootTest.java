package org.cellssync.endpoint.cells.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;

import org.junit.jupiter.api.Test;

class TaskRootTest {

	private final TaskRoot root = new TaskRoot("common-files/ab");

	@Test
	void pathsOfTheServerBecomeRelative() {
		assertEquals(Optional.of("x/y"), root.exactPath("common-files/ab/x/y"));
		assertEquals(Optional.of(""), root.exactPath("common-files/ab"));
		assertEquals(Optional.of(""), root.exactPath("common-files/ab/"));
		assertEquals(Optional.of(""), new TaskRoot("common-files").exactPath("common-files/"),
				"as a workspace's root is shown");
	}

	@Test
	void aNameThatOnlyBeginsAlikeLiesOutside() {
		assertEquals(Optional.empty(), root.exactPath("common-files/abc/x"));
		assertEquals(Optional.empty(), root.exactPath("common-files/abc"));
		assertEquals(Optional.empty(), root.exactPath("common-files"));
		assertEquals(Optional.empty(), root.exactPath(""));
	}

	@Test
	void exactPathsBecomePathsOfTheServer() {
		assertEquals("common-files", root.workspace());
		assertEquals("common-files/ab", root.onServer(""));
		assertEquals("common-files/ab/e\u0301", root.onServer("e\u0301"));
		assertEquals("", TaskRoot.parent("x"));
		assertEquals("x/y", TaskRoot.parent("x/y/z"));
		assertEquals("z", TaskRoot.name("x/y/z"));
		assertEquals("x", TaskRoot.child("", "x"));
		assertEquals("x/y", TaskRoot.child("x", "y"));
	}
}
