package org.cellssync.engine.internal;

import java.util.Optional;

import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Identities;
import org.cellssync.core.tree.Identity;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.core.tree.Tree;
import org.cellssync.core.tree.Unread;

/**
 * A short text that is the same for the same versions at a path, in every run: what a decision is made about. Whether the
 * content of a version has been read meanwhile makes no difference.
 */
final class Fingerprint {

	private Fingerprint() {
	}

	/** @param identities who stands at {@code path} and below it */
	static String of(SyncPath path, Entry entry, Identities identities) {
		StringBuilder text = new StringBuilder();
		Tree.walk(path, entry, (each, below) -> text.append(each).append('\0')
				.append(version(below, identities.of(each))).append('\0'));
		Unread digest = Unread.of("fingerprint", text.toString());
		return Long.toHexString(digest.high()) + Long.toHexString(digest.low());
	}

	private static String version(Entry entry, Optional<Identity> identity) {
		return switch (entry) {
			case Entry.Absent absent -> "absent";
			case Entry.File file -> identity.map(Identity::version).filter(version -> !version.isEmpty())
					.map(version -> "version " + version + ' ' + file.executable()).orElseGet(file::toString);
			case Entry.Link link -> link.toString();
			case Entry.Blocked blocked -> blocked.toString();
			case Directory directory -> "directory";
		};
	}
}
