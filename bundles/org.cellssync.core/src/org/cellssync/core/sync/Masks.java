package org.cellssync.core.sync;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import org.cellssync.core.ignore.Ignore;
import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Entry.Absent;
import org.cellssync.core.tree.Entry.Blocked;
import org.cellssync.core.tree.Entry.File;
import org.cellssync.core.tree.Entry.Link;
import org.cellssync.core.tree.Reason;
import org.cellssync.core.tree.SyncPath;

/**
 * Trees without what takes no part: what is left out is in none of the three, but where it must stay it is
 * blocked on the ends; what one of the two ends cannot hold is not compared. What is blocked or left out is
 * neither deleted nor overwritten.
 * <p>
 * Remembers the last trees, so that only what has changed since is masked again. Not thread-safe.
 */
public final class Masks {

	/**
	 * What two ends can hold.
	 *
	 * @param executableBit whether both ends can mark files executable
	 * @param localLinks whether the left end can hold symbolic links
	 * @param remoteLinks whether the right end can hold symbolic links
	 */
	public record Common(boolean executableBit, boolean localLinks, boolean remoteLinks) {

		/** Two ends that can hold everything. */
		public static final Common ALL = new Common(true, true, true);
	}

	private final Ignore ignore;
	private final Common common;
	private Trees last = new Trees(Absent.ABSENT, Absent.ABSENT, Absent.ABSENT);
	private Trees lastMasked = last;

	/** Masks for two ends. */
	public Masks(Ignore ignore, Common common) {
		this.ignore = ignore;
		this.common = common;
	}

	/** Returns {@code trees} masked. */
	public static Trees common(Trees trees, Ignore ignore, Common common) {
		return new Masks(ignore, common).masked(trees);
	}

	/** Returns {@code trees} masked; in time proportional to what has changed since the last call. */
	public Trees masked(Trees trees) {
		lastMasked = new Trees(
				masked(SyncPath.ROOT, trees.ancestor(), Optional.empty(), last.ancestor(),
						lastMasked.ancestor()),
				end(Side.LOCAL, trees), end(Side.REMOTE, trees));
		last = trees;
		return lastMasked;
	}

	private Entry end(Side side, Trees trees) {
		return masked(SyncPath.ROOT, trees.of(side), Optional.of(side), last.of(side), lastMasked.of(side));
	}

	private boolean holdsLinks(Side side) {
		return side == Side.LOCAL ? common.localLinks() : common.remoteLinks();
	}

	private static boolean isFolder(Entry entry) {
		return entry instanceof Directory;
	}

	private Entry leftOut(SyncPath path, Entry entry, Optional<Side> end) {
		return end.isEmpty() ? Absent.ABSENT : ignore.shown(path, isFolder(entry));
	}

	/** @param end the end the tree is of; empty for the ancestor */
	private Entry masked(SyncPath path, Entry entry, Optional<Side> end, Entry lastEntry, Entry lastResult) {
		if (entry == lastEntry) {
			return lastResult;
		}
		return switch (entry) {
			case File file when file.executable() && !common.executableBit() ->
				new File(file.content(), file.size(), false);
			case Link link when end.filter(side -> !holdsLinks(side.other())).isPresent() ->
				new Blocked(Reason.LINK_NOT_HELD);
			case Directory directory -> children(path, directory, end, lastEntry, lastResult);
			case File file -> file;
			case Link link -> link;
			case Blocked blocked -> blocked;
			case Absent absent -> absent;
		};
	}

	private Directory children(SyncPath path, Directory directory, Optional<Side> end, Entry lastEntry,
			Entry lastResult) {
		Directory before = lastEntry instanceof Directory folder ? folder : Directory.EMPTY;
		Directory after = lastResult instanceof Directory folder ? folder : Directory.EMPTY;
		SortedMap<String, Entry> changes = new TreeMap<>();
		for (int i = 0; i < directory.size(); i++) {
			String name = directory.name(i);
			Entry child = directory.entry(i);
			Entry lastChild = before.child(name);
			Entry result;
			if (child == lastChild) {
				result = after.child(name);
			} else {
				SyncPath below = path.child(name);
				result = ignore.ignored(below, isFolder(child)) ? leftOut(below, child, end)
						: masked(below, child, end, lastChild, after.child(name));
			}
			if (result != child) {
				changes.put(name, result);
			}
		}
		return directory.with(changes);
	}
}
