package org.cellssync.core.sync;

import org.cellssync.core.ignore.BuiltInIgnores;
import org.cellssync.core.tree.SyncPath;

/**
 * Names under which nodes wait while others change places. They are never ignored: what a crash leaves behind
 * under such a name is a person's file, found by its id and moved on.
 */
final class TemporaryName {

	private static final String START = BuiltInIgnores.WAITING;
	private static final String END = "~";

	private TemporaryName() {
	}

	static String of(int number) {
		return START + number + END;
	}

	static boolean isFor(SyncPath path) {
		String name = path.name();
		return name.startsWith(START) && name.endsWith(END);
	}
}
