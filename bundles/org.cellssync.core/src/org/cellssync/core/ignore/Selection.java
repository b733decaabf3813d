package org.cellssync.core.ignore;

import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

import org.cellssync.core.tree.Reason;
import org.cellssync.core.tree.SyncPath;

/**
 * The folders of a task that take part. The nearest choice at or above an entry counts; where there is none,
 * it takes part unless some folders were selected. Folders on the way to a selected one take part, without
 * what else is in them.
 *
 * @param selected folders that take part with all below
 * @param unselected folders that do not, with all below
 */
public record Selection(SortedSet<SyncPath> selected, SortedSet<SyncPath> unselected) implements Ignore {

	/** Everything takes part. */
	public static final Selection ALL = new Selection(new TreeSet<>(), new TreeSet<>());

	/** Copies the sets. */
	public Selection {
		selected = Collections.unmodifiableSortedSet(new TreeSet<>(selected));
		unselected = Collections.unmodifiableSortedSet(new TreeSet<>(unselected));
	}

	/** Returns the selection of these folders alone; of all where there is none. */
	public static Selection only(Collection<SyncPath> folders) {
		return new Selection(new TreeSet<>(folders), new TreeSet<>());
	}

	/** Returns the selection of all but these folders. */
	public static Selection without(Collection<SyncPath> folders) {
		return new Selection(new TreeSet<>(), new TreeSet<>(folders));
	}

	@Override
	public boolean ignored(SyncPath path, boolean directory) {
		return !path.isRoot() && !takesPart(path) && !(directory && leadsToSelected(path));
	}

	private boolean takesPart(SyncPath path) {
		for (SyncPath above = path; !above.isRoot(); above = above.parent()) {
			if (unselected.contains(above)) {
				return false;
			}
			if (selected.contains(above)) {
				return true;
			}
		}
		return selected.isEmpty() || selected.contains(SyncPath.ROOT);
	}

	private boolean leadsToSelected(SyncPath path) {
		return selected.stream().anyMatch(each -> each.isBelow(path));
	}

	/** It stays on each end, whatever happens to the folder it stands in. */
	@Override
	public Optional<Reason> kept(SyncPath path, boolean directory) {
		return Optional.of(Reason.UNSELECTED);
	}
}
