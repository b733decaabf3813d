package org.cellssync.core.sync;

import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.SyncPath;

/**
 * One node, with all below it, changes its place and keeps its content and identity.
 *
 * @param from where it stands
 * @param to where it shall stand; nothing may be there
 * @param entry what it holds
 */
public record Move(SyncPath from, SyncPath to, Entry entry) implements Step {
	@Override
	public SyncPath path() {
		return to;
	}
}
