package org.cellssync.endpoint.local.internal;

import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;

/**
 * What stood at a path before.
 *
 * @param last in the last look as the task has it, which may know more content by now; what is equal to it
 *            becomes the same object
 * @param own in this endpoint's last look, whose digests could be trusted
 */
record Before(Entry last, Entry own) {

	Before child(String name) {
		return new Before(child(last, name), child(own, name));
	}

	private static Entry child(Entry folder, String name) {
		return folder instanceof Directory directory ? directory.child(name) : Entry.Absent.ABSENT;
	}
}
