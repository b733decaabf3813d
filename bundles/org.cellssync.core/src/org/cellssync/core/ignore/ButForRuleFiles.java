package org.cellssync.core.ignore;

import java.util.Optional;

import org.cellssync.core.tree.Reason;
import org.cellssync.core.tree.SyncPath;

/** Leaves out what another one does, but no file of rules outside the folders that are left out. */
record ButForRuleFiles(Ignore others) implements Ignore {

	@Override
	public boolean ignored(SyncPath path, boolean directory) {
		boolean rules = !directory && path.name().equals(IgnoreRules.FILE_NAME);
		return !rules && others.ignored(path, directory);
	}

	@Override
	public Optional<Reason> kept(SyncPath path, boolean directory) {
		return others.kept(path, directory);
	}

	@Override
	public Optional<IgnoreRule> rule(SyncPath path, boolean directory) {
		return others.rule(path, directory);
	}
}
