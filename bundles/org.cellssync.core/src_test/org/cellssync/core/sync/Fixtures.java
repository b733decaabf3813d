package org.cellssync.core.sync;

import java.util.SortedMap;
import java.util.TreeMap;

import org.cellssync.core.tree.Digest;
import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Entry.Absent;
import org.cellssync.core.tree.Entry.Blocked;
import org.cellssync.core.tree.Entry.File;
import org.cellssync.core.tree.Entry.Link;
import org.cellssync.core.tree.Reason;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.core.tree.Unread;

/** Named entries for the tests. */
final class Fixtures {

	static final Entry NONE = Absent.ABSENT;
	static final File F1 = file(1, 10);
	static final File F2 = file(2, 10);
	static final File F3 = file(3, 30);
	static final File X1 = new File(F1.content(), 10, true);
	static final File X2 = new File(F2.content(), 10, true);
	/** Unread, as long as F1 and F2. */
	static final File U10 = new File(Unread.of("local", "a"), 10, false);
	/** Another unread one, as long as F1 and F2. */
	static final File V10 = new File(Unread.of("remote", "b"), 10, false);
	/** Unread, as long as none of the others. */
	static final File U77 = new File(Unread.of("local", "c"), 77, false);
	static final Link L1 = new Link("one");
	static final Link L2 = new Link("two");
	static final Directory EMPTY = Directory.EMPTY;
	static final Blocked B = new Blocked(Reason.UNREADABLE);

	private Fixtures() {
	}

	static File file(long content, long size) {
		return new File(new Digest(content, content), size, false);
	}

	static Directory dir(Object... namesAndEntries) {
		SortedMap<String, Entry> children = new TreeMap<>();
		for (int i = 0; i < namesAndEntries.length; i += 2) {
			children.put((String) namesAndEntries[i], (Entry) namesAndEntries[i + 1]);
		}
		return Directory.of(children);
	}

	static Trees trees(Entry ancestor, Entry local, Entry remote) {
		return new Trees(ancestor, local, remote);
	}

	static SyncPath path(String text) {
		return SyncPath.of(text);
	}

	static Change change(String path, Entry before, Entry after) {
		return new Change(path(path), before, after);
	}

	/** Returns the trees with left and right end swapped. */
	static Trees mirrored(Trees trees) {
		return trees(trees.ancestor(), trees.remote(), trees.local());
	}
}
