package org.cellssync.endpoint.local.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

import org.cellssync.api.endpoint.Capabilities;

/** What the file system of a folder can hold, found out without writing to it. */
final class Abilities {

	private Abilities() {
	}

	static Capabilities of(Path root) {
		boolean posix = SystemDisk.isPosix(root);
		return new Capabilities(posix, posix, isCaseSensitive(root), false, false);
	}

	/**
	 * A name in the other case that leads to the same folder tells of a file system that does not see the
	 * difference.
	 */
	private static boolean isCaseSensitive(Path root) {
		for (Path at = root; at != null && at.getFileName() != null; at = at.getParent()) {
			String name = Names.of(at);
			String other = Names.otherCase(name);
			if (!other.equals(name)) {
				return !isSame(at, at.resolveSibling(other));
			}
		}
		return true;
	}

	private static boolean isSame(Path one, Path other) {
		try {
			return Files.exists(other, LinkOption.NOFOLLOW_LINKS) && Files.isSameFile(one, other);
		} catch (IOException e) {
			// What cannot be looked at is not the folder itself.
			return false;
		}
	}
}
