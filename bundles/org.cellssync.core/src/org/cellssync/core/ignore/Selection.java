package org.cellssync.core.ignore;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

import org.cellssync.core.tree.Reason;
import org.cellssync.core.tree.SyncPath;

/**
 * The folders of a task that take part. The nearest choice at or above an entry counts; where there is none it
 * takes part. Folders on the way to a selected one take part, without what else is in them.
 *
 * @param selected folders that take part with all below
 * @param unselected folders that do not, with all below; the root for all that is not selected
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
		return folders.isEmpty() ? ALL : new Selection(new TreeSet<>(folders), new TreeSet<>(List.of(SyncPath.ROOT)));
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
		return !unselected.contains(SyncPath.ROOT);
	}

	/** Returns this with a folder and all below it taking part. */
	public Selection selecting(SyncPath folder) {
		Selection open = without(folder);
		return open.takesPart(folder) ? open : new Selection(with(open.selected, folder), open.unselected);
	}

	/** Returns this with neither a folder nor anything below it taking part. */
	public Selection unselecting(SyncPath folder) {
		Selection open = without(folder);
		return open.takesPart(folder) ? new Selection(open.selected, with(open.unselected, folder)) : open;
	}

	/** Returns this with the choices at and below a folder made at and below another one as well. */
	public Selection following(SyncPath from, SyncPath to) {
		return new Selection(following(selected, from, to), following(unselected, from, to));
	}

	private static SortedSet<SyncPath> following(SortedSet<SyncPath> folders, SyncPath from, SyncPath to) {
		SortedSet<SyncPath> more = new TreeSet<>(folders);
		folders.stream().filter(each -> !each.isRoot() && each.startsWith(from)).map(each -> each.relocated(from, to))
				.forEach(more::add);
		return more;
	}

	/** Returns this without the choices about some folders. */
	public Selection dropping(Collection<SyncPath> folders) {
		SortedSet<SyncPath> stillSelected = new TreeSet<>(selected);
		SortedSet<SyncPath> stillUnselected = new TreeSet<>(unselected);
		stillSelected.removeAll(folders);
		stillUnselected.removeAll(folders);
		return new Selection(stillSelected, stillUnselected);
	}

	/** Returns whether a folder takes part for its own sake: it was selected in one that does not. */
	public boolean isEntrance(SyncPath folder) {
		return selected.contains(folder) && !without(folder).takesPart(folder);
	}

	private Selection without(SyncPath folder) {
		return new Selection(without(selected, folder), without(unselected, folder));
	}

	private static SortedSet<SyncPath> with(SortedSet<SyncPath> folders, SyncPath folder) {
		SortedSet<SyncPath> more = new TreeSet<>(folders);
		more.add(folder);
		return more;
	}

	private static SortedSet<SyncPath> without(SortedSet<SyncPath> folders, SyncPath folder) {
		SortedSet<SyncPath> rest = new TreeSet<>(folders);
		rest.removeIf(each -> each.startsWith(folder));
		return rest;
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
