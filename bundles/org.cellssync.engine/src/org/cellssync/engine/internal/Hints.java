package org.cellssync.engine.internal;

import org.cellssync.api.endpoint.Hint;

/**
 * Where to look on both ends.
 *
 * @param local left end
 * @param remote right end
 */
record Hints(Hint local, Hint remote) {

	static final Hints EVERYTHING = new Hints(Hint.Everything.EVERYTHING, Hint.Everything.EVERYTHING);
	static final Hints NOTHING = new Hints(Hint.NOTHING, Hint.NOTHING);

	Hints and(Hints other) {
		return new Hints(local.and(other.local), remote.and(other.remote));
	}
}
