package org.cellssync.store.lmdb.internal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Optional;

import org.cellssync.core.sync.Side;

/** The databases of an environment. */
enum Database {
	/** Path -> what both ends agreed upon. */
	AGREED("agreed"),
	/** Hash of a version of the left end -> proven digest. */
	KNOWN_LOCAL("known-local"),
	/** Hash of a version of the right end -> proven digest. */
	KNOWN_REMOTE("known-remote"),
	/** Name -> small value. */
	NOTES("notes"),
	/** Time and sequence -> operation. */
	HISTORY("history"),
	/** What the store keeps about itself. */
	META("meta");

	private final String title;

	Database(String title) {
		this.title = title;
	}

	byte[] bytes() {
		return title.getBytes(US_ASCII);
	}

	static Database known(Side side) {
		return side == Side.LOCAL ? KNOWN_LOCAL : KNOWN_REMOTE;
	}

	static Optional<Database> named(String title) {
		for (Database database : values()) {
			if (database.title.equals(title)) {
				return Optional.of(database);
			}
		}
		return Optional.empty();
	}
}
