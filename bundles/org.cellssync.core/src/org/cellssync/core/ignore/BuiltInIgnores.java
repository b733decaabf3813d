package org.cellssync.core.ignore;

import java.util.Locale;
import java.util.Set;

import org.cellssync.core.tree.SyncPath;

/**
 * What is never synchronised: caches of file managers, locks of editors, unfinished writes, and the server's
 * own names.
 */
public enum BuiltInIgnores implements Ignore {
	/** The only value. */
	INSTANCE;

	/** Starts the names of our own unfinished writes. */
	public static final String OWN_TEMPORARY = ".cellssync-";

	/**
	 * Starts the names under which people's files wait while others change places. Not ignored: after a crash
	 * such a file must be found and moved on.
	 */
	public static final String WAITING = OWN_TEMPORARY + "move-";

	private static final Set<String> NAMES = Set.of(".DS_Store", ".pydio");
	private static final Set<String> WINDOWS_NAMES = Set.of("thumbs.db", "desktop.ini");
	private static final String RECYCLE_BIN = "recycle_bin";

	@Override
	public boolean ignored(SyncPath path, boolean directory) {
		String name = path.name();
		return NAMES.contains(name)
				|| WINDOWS_NAMES.contains(name.toLowerCase(Locale.ROOT))
				|| name.startsWith("~$")
				|| name.startsWith(".~lock.") && name.endsWith("#")
				|| name.startsWith(".tmp.write.")
				|| name.startsWith(OWN_TEMPORARY) && !name.startsWith(WAITING)
				|| path.value().equals(RECYCLE_BIN);
	}
}
