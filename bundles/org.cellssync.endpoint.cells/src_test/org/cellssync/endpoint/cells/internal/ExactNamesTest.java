package org.cellssync.endpoint.cells.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import org.cellssync.core.sync.Move;
import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Identities;
import org.cellssync.core.tree.Identity;
import org.cellssync.core.tree.SyncPath;
import org.junit.jupiter.api.Test;

class ExactNamesTest {

	private static final SyncPath FOLDER = SyncPath.of("\u00e9");
	private static final SyncPath FILE = SyncPath.of("\u00e9/\u00f6");
	private static final Identity FOLDER_ID = new Identity("1", "", Instant.EPOCH, "e\u0301", true);
	private static final Identity FILE_ID = new Identity("2", "v", Instant.EPOCH, "o\u0308", true);

	private final ExactNames names = new ExactNames(Identities.of(Map.of(FOLDER, FOLDER_ID, FILE, FILE_ID)));

	@Test
	void anExistingNodeIsCalledAsListed() {
		assertEquals("e\u0301/o\u0308", names.of(FILE));
		assertEquals("", names.of(SyncPath.ROOT));
	}

	@Test
	void aNewNodeIsCalledByItsPathInTheFolderAsListed() {
		assertEquals("e\u0301/\u00fc/x", names.of(SyncPath.of("\u00e9/\u00fc/x")));
	}

	@Test
	void namesFollowAMove() {
		names.moved(new Move(FOLDER, SyncPath.of("a/\u00e9"), Directory.EMPTY));
		assertEquals("a/\u00e9/o\u0308", names.of(SyncPath.of("a/\u00e9/\u00f6")),
				"a target is named by its path");
		assertEquals(Optional.of(FILE_ID), names.identity(SyncPath.of("a/\u00e9/\u00f6")));
		names.moved(new Move(SyncPath.of("a"), SyncPath.of("b"), Directory.EMPTY));
		assertEquals(Optional.of(FILE_ID), names.identity(SyncPath.of("b/\u00e9/\u00f6")));
	}
}
