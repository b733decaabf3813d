package org.cellssync.endpoint.cells.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

class StorageVersionTest {

	private static final String MD5 = "5eb63bbbe01eeed093cb22bb8f5acdc3";

	@Test
	void anEtagOfContentIsTheVersionWhereverTheFileIs() {
		StorageVersion version = Nodes.file("a", 11, 1, MD5, Map.of()).version();
		assertEquals(MD5 + ":11", version.text());
		assertEquals(version, Nodes.file("b", 11, 2, MD5, Map.of()).version());
		assertEquals(version, StorageVersion.of(MD5, 11));
		assertTrue(version.isMd5());
		assertEquals(0, version.parts());
		StorageVersion parts = StorageVersion.of(MD5 + "-12", 11);
		assertFalse(parts.isMd5());
		assertEquals(12, parts.parts());
		assertEquals(MD5, parts.hash());
	}

	@Test
	void anEtagThatSaysNothingNeedsNodeAndTime() {
		StorageVersion version = Nodes.unhashed(11, 1, "00000000000000000000000000000000-1").version();
		assertFalse(version.determined());
		assertNotEquals(version, Nodes.unhashed(11, 2, "00000000000000000000000000000000-1").version());
		assertEquals(0, version.parts());
	}

	@Test
	void aVersionIsReadBackFromAnIdentity() {
		for (StorageVersion version : new StorageVersion[] { StorageVersion.of(MD5, 11),
				StorageVersion.of(MD5 + "-3", 1L << 40), Nodes.unhashed(11, 2, "odd").version(),
				Nodes.unhashed(11, 2, "").version() }) {
			assertEquals(Optional.of(version), StorageVersion.parse(version.text()));
		}
		assertEquals(Optional.empty(), StorageVersion.parse(""));
		assertEquals(Optional.empty(), StorageVersion.parse(MD5 + ":much"));
	}
}
