package org.cellssync.core.sync;

import org.cellssync.core.tree.Identities;

/**
 * Who the entries of three trees are; the ancestor's are known apart for each end.
 *
 * @param ancestorLocal who the ancestor's entries were on the left end
 * @param ancestorRemote who the ancestor's entries were on the right end
 * @param local who the left end's entries are
 * @param remote who the right end's entries are
 */
public record Ids(Identities ancestorLocal, Identities ancestorRemote, Identities local, Identities remote) {

	/** No identity at all. */
	public static final Ids NONE = new Ids(Identities.NONE, Identities.NONE, Identities.NONE,
			Identities.NONE);

	/** Returns who the ancestor's entries were on one end. */
	public Identities ancestor(Side side) {
		return side == Side.LOCAL ? ancestorLocal : ancestorRemote;
	}

	/** Returns who the entries of one end are. */
	public Identities of(Side side) {
		return side == Side.LOCAL ? local : remote;
	}
}
