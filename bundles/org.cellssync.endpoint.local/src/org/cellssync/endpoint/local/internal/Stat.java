package org.cellssync.endpoint.local.internal;

import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;

import org.cellssync.core.tree.Identity;

/**
 * What the file system says of one name, links not followed.
 *
 * @param kind what stands there
 * @param size bytes; for others than files what the file system shows
 * @param modified last change of the content
 * @param key names the node on its file system for as long as it lives; empty where the system has none
 * @param executable whether its owner may run it
 */
record Stat(Kind kind, long size, Instant modified, String key, boolean executable) {

	private static final String LEADING_TO = ">";

	enum Kind {
		FILE, DIRECTORY, LINK, SPECIAL
	}

	boolean isDirectory() {
		return kind == Kind.DIRECTORY;
	}

	boolean isFile() {
		return kind == Kind.FILE;
	}

	/** Returns whether it is on another file system than the task's folder. */
	boolean isElsewhere() {
		return key.startsWith("(");
	}

	/**
	 * Changes whenever the content may have changed: {@code size:mtime:key}, the time in nanoseconds. Empty
	 * for folders.
	 */
	String version() {
		if (isDirectory()) {
			return "";
		}
		return new StringBuilder(48).append(size).append(':')
				.append(modified.getEpochSecond() * 1_000_000_000L + modified.getNano())
				.append(':').append(key).toString();
	}

	Identity identity(String exactName) {
		return new Identity(key, version(), modified, exactName, true);
	}

	/** Returns whether the same version of the same node stands there still. */
	boolean is(Identity seen) {
		return seen.id().equals(key) && seen.version().equals(version());
	}

	/** Returns what is seen instead of this link where it is seen as the file it leads to. */
	Stat leadingTo(BasicFileAttributes target) {
		return new Stat(Kind.FILE, target.size(), target.lastModifiedTime().toInstant(), key + LEADING_TO + target.fileKey(),
				false);
	}

	/** Returns whether this is a link that was seen as the file it led to: put elsewhere it may lead nowhere. */
	boolean isLinkOf(Identity seen) {
		return kind == Kind.LINK && seen.id().startsWith(key + LEADING_TO);
	}
}
