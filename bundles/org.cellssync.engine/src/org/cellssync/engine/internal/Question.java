package org.cellssync.engine.internal;

import java.util.Optional;

import org.cellssync.core.sync.Ids;
import org.cellssync.core.sync.Resolution;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Identities;
import org.cellssync.core.tree.SyncPath;

/**
 * What a decision about an item would be about.
 *
 * @param mark tells the two versions; a decision holds for these alone
 * @param newest what "keep newest" comes to; empty where times do not tell
 * @param both whether there are two versions that could both be kept
 */
record Question(String mark, Optional<Resolution> newest, boolean both) {

	private static final String SEPARATOR = " ";

	/** Returns the mark of two versions at a path. */
	static String mark(SyncPath path, Entry local, Entry remote, Ids ids) {
		return Fingerprint.of(path, local, ids.local()) + SEPARATOR + Fingerprint.of(path, remote, ids.remote());
	}

	/** Returns whether this is the left end's version that the question is about. */
	boolean isAbout(SyncPath path, Entry local, Identities identities) {
		return mark.startsWith(Fingerprint.of(path, local, identities) + SEPARATOR);
	}

	/** Returns the question between another version of the left end and the same of the right one. */
	Question withLocal(SyncPath path, Entry local, Identities identities) {
		return new Question(Fingerprint.of(path, local, identities) + mark.substring(mark.indexOf(SEPARATOR)),
				Optional.empty(), both);
	}
}
