package org.cellssync.engine.internal;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

import org.cellssync.core.sync.Side;

/** Names of copies that "keep both" makes: they tell where and when the copy comes from. */
final class CopyName {

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HHmmss")
			.withZone(ZoneId.systemDefault());

	private CopyName() {
	}

	/** Returns what is put between name and extension of what {@code side} held. */
	static String suffix(Side side, Instant now) {
		return (side == Side.LOCAL ? " (local copy " : " (server copy ") + TIME.format(now) + ")";
	}
}
