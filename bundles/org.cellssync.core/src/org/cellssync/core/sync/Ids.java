package org.cellssync.core.sync;

import org.cellssync.core.tree.Identities;

/**
 * Who the entries of three trees are; the ancestor's are known apart for each end.
 *
 * @param ancestorLocal who the ancestor's entries were on the left end
 * @param ancestorRemote who the ancestor's entries were on the right end
 * @param local who the left end's entries are
 * @param remote who the right end's entries are
 * @param localLasting whether the left end never gives an id to another entry; keys of files are given again
 * @param remoteLasting whether the right end never gives an id to another entry
 */
public record Ids(Identities ancestorLocal, Identities ancestorRemote, Identities local, Identities remote,
		boolean localLasting, boolean remoteLasting) {

	/** No identity at all. */
	public static final Ids NONE = new Ids(Identities.NONE, Identities.NONE, Identities.NONE,
			Identities.NONE);

	/** Holds identities of a folder on the left and of a right end that gives no id again. */
	public Ids(Identities ancestorLocal, Identities ancestorRemote, Identities local, Identities remote) {
		this(ancestorLocal, ancestorRemote, local, remote, false, true);
	}

	/** Returns these of ends that give no id again, or may. */
	public Ids withLasting(boolean ofLocal, boolean ofRemote) {
		return new Ids(ancestorLocal, ancestorRemote, local, remote, ofLocal, ofRemote);
	}

	/** Returns whether an end never gives an id to another entry. */
	public boolean isLasting(Side side) {
		return side == Side.LOCAL ? localLasting : remoteLasting;
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
