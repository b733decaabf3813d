package org.cellssync.core.ignore;

import java.util.Optional;

import org.cellssync.core.tree.Reason;
import org.cellssync.core.tree.SyncPath;

/** Leaves out what one of two leaves out. */
record Both(Ignore first, Ignore second) implements Ignore {

	@Override
	public boolean ignored(SyncPath path, boolean directory) {
		return first.ignored(path, directory) || second.ignored(path, directory);
	}

	private Ignore cause(SyncPath path, boolean directory) {
		return first.ignored(path, directory) ? first : second;
	}

	@Override
	public Optional<Reason> kept(SyncPath path, boolean directory) {
		return cause(path, directory).kept(path, directory);
	}

	@Override
	public Optional<IgnoreRule> rule(SyncPath path, boolean directory) {
		return cause(path, directory).rule(path, directory);
	}
}
