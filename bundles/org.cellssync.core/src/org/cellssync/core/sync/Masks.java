package org.cellssync.core.sync;

import java.util.SortedMap;
import java.util.TreeMap;

import org.cellssync.core.ignore.Ignore;
import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Reason;
import org.cellssync.core.tree.SyncPath;

/** Reduces trees to what a task compares: without what is left out, and without what one of the ends cannot hold. */
public final class Masks {

	private static final Entry NO_LINK = new Entry.Blocked(Reason.LINK_NOT_HELD);

	private Masks() {
	}

	/**
	 * What two ends can hold.
	 *
	 * @param executableBit whether both tell executable files
	 * @param linksLocal whether the left end holds links
	 * @param linksRemote whether the right end holds links
	 */
	public record Common(boolean executableBit, boolean linksLocal, boolean linksRemote) {
	}

	/** Returns the trees as they are compared; unchanged parts are shared. */
	public static Trees common(Trees trees, Ignore ignore, Common common) {
		boolean links = common.linksLocal && common.linksRemote;
		return new Trees(mask(SyncPath.ROOT, trees.ancestor(), ignore, common.executableBit, true),
				mask(SyncPath.ROOT, trees.local(), ignore, common.executableBit, links),
				mask(SyncPath.ROOT, trees.remote(), ignore, common.executableBit, links));
	}

	private static Entry mask(SyncPath path, Entry entry, Ignore ignore, boolean executable, boolean links) {
		return switch (entry) {
			case Entry.Absent absent -> absent;
			case Entry.Blocked blocked -> blocked;
			case Entry.Link link -> links ? link : NO_LINK;
			case Entry.File file -> executable || !file.executable() ? file
					: new Entry.File(file.content(), file.size(), false);
			case Directory directory -> mask(path, directory, ignore, executable, links);
		};
	}

	private static Directory mask(SyncPath path, Directory directory, Ignore ignore, boolean executable, boolean links) {
		SortedMap<String, Entry> children = new TreeMap<>();
		boolean changed = false;
		for (int i = 0; i < directory.size(); i++) {
			Entry child = directory.entry(i);
			SyncPath childPath = path.child(directory.name(i));
			Entry masked = ignore.ignored(childPath, child instanceof Directory) ? Entry.Absent.ABSENT
					: mask(childPath, child, ignore, executable, links);
			changed |= masked != child;
			children.put(directory.name(i), masked);
		}
		return changed ? Directory.of(children) : directory;
	}
}
