package org.cellssync.core.sync;

import org.cellssync.core.tree.Identities;

/**
 * Who the entries of three trees are; the ancestor's are known apart for each end.
 *
 * @param ancestorLocal who the ancestor's entries were on the left end
 * @param ancestorRemote who the ancestor's entries were on the right end
 * @param local who the left end's entries are
 * @param remote who the right end's entries are
 * @param remoteLasting whether the right end never gives an id to another entry; the left end's are file keys,
 *            which are given again
 */
public record Ids(Identities ancestorLocal, Identities ancestorRemote, Identities local, Identities remote,
		boolean remoteLasting) {

	/** No identity at all. */
	public static final Ids NONE = new Ids(Identities.NONE, Identities.NONE, Identities.NONE,
			Identities.NONE);

	/** Holds identities of a right end that gives no id again. */
	public Ids(Identities ancestorLocal, Identities ancestorRemote, Identities local, Identities remote) {
		this(ancestorLocal, ancestorRemote, local, remote, true);
	}

	/** Returns these with a right end that may give an id to another entry. */
	public Ids withReturning() {
		return new Ids(ancestorLocal, ancestorRemote, local, remote, false);
	}

	/** Returns whether an end never gives an id to another entry. */
	public boolean isLasting(Side side) {
		return side == Side.REMOTE && remoteLasting;
	}

	/** Returns who the ancestor's entries were on one end. */
	public Identities ancestor(Side side) {
		return side == Side.LOCAL ? ancestorLocal : ancestorRemote;
	}

	/** Returns who the entries of one end are. */
	public Identities of(Side side) {
		return side == Side.LOCAL ? local : remote;
	}
}
