package org.cellssync.engine.internal;

import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.core.tree.Tree;
import org.cellssync.core.tree.Unread;

/** A short text that is the same for the same entries, in every run: what a decision was made about. */
final class Fingerprint {

	private Fingerprint() {
	}

	static String of(Entry entry) {
		StringBuilder text = new StringBuilder();
		Tree.walk(SyncPath.ROOT, entry, (path, each) -> text.append(path).append('\0').append(kind(each)).append('\0'));
		Unread digest = Unread.of("fingerprint", text.toString());
		return Long.toHexString(digest.high()) + Long.toHexString(digest.low());
	}

	private static String kind(Entry entry) {
		return switch (entry) {
			case Entry.Absent absent -> "absent";
			case Entry.File file -> file.toString();
			case Entry.Link link -> link.toString();
			case Entry.Blocked blocked -> blocked.toString();
			case org.cellssync.core.tree.Directory directory -> "directory";
		};
	}
}
