package org.cellssync.core.ignore;

import java.util.Optional;

import org.cellssync.core.tree.SyncPath;

/** What is left out without anybody asking for it. What is left out so goes with its folder. */
public enum BuiltInIgnores implements Ignore {
	/** The names of this program and of the server: never synchronised, whatever rules say. */
	OWN {
		@Override
		public boolean ignored(SyncPath path, boolean directory) {
			String name = path.name();
			return name.equals(".pydio") || name.startsWith(OWN_TEMPORARY) && !name.startsWith(WAITING)
					|| path.value().equals(RECYCLE_BIN);
		}
	},
	/** {@link #OWN}, and {@link IgnoreRules#DEFAULTS} where there are no other rules. */
	INSTANCE {
		@Override
		public boolean ignored(SyncPath path, boolean directory) {
			return OWN.ignored(path, directory) || IgnoreRules.DEFAULTS.ignored(path, directory);
		}

		@Override
		public Optional<IgnoreRule> rule(SyncPath path, boolean directory) {
			return IgnoreRules.DEFAULTS.rule(path, directory);
		}
	};

	/** Starts the names of our own unfinished writes. */
	public static final String OWN_TEMPORARY = ".cellssync-";

	/**
	 * Starts the names under which people's files wait while others change places. Not ignored: after a crash
	 * such a file must be found and moved on.
	 */
	public static final String WAITING = OWN_TEMPORARY + "move-";

	private static final String RECYCLE_BIN = "recycle_bin";
}
