package org.cellssync.sandbox.internal.grpc;

import java.util.regex.Pattern;

import org.cellssync.sandbox.internal.tree.Family;

/** What an application says it is, and which hashes it therefore understands. */
final class Announcement {
	private static final Pattern CELLS_SYNC = Pattern
			.compile("cells-sync/v?(\\d{1,6})\\.(\\d{1,6})\\.(\\d{1,6})([-+].*)?");
	private static final int[] LAST_OLD = { 0, 9, 2 };

	private Announcement() {
	}

	/** Returns the new family for {@code cells-sync} above 0.9.2, and the old one for all else. */
	static Family family(String agent) {
		var match = CELLS_SYNC.matcher(agent);
		if (!match.matches()) {
			return Family.V3;
		}
		for (var i = 0; i < LAST_OLD.length; i++) {
			var difference = Integer.parseInt(match.group(i + 1)) - LAST_OLD[i];
			if (difference != 0) {
				return difference > 0 ? Family.V4 : Family.V3;
			}
		}
		return Family.V3;
	}
}
