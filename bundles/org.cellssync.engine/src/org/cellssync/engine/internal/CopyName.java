package org.cellssync.engine.internal;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Names of copies that "keep both" makes: they tell where and when the copy comes from. */
final class CopyName {

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HHmmss").withZone(ZoneId.systemDefault());

	private CopyName() {
	}

	/** Returns what is put between name and extension. */
	static String suffix(Instant now) {
		return " (local copy " + TIME.format(now) + ")";
	}
}
