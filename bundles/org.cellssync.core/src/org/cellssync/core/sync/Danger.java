package org.cellssync.core.sync;

/** Why a person must be asked before anything is deleted. */
public enum Danger {
	/** One end holds nothing at all any more; its emptiness would delete what the other end holds. */
	ROOT_EMPTIED,
	/** More would be deleted at once than a person deletes in the ordinary course of things. */
	MASS_DELETION,
	/** The root of one end is not there. Told by endpoints; here also where a tree has no root. */
	ROOT_MISSING,
	/** The root of one end is another folder than the one both ends agreed on. Told by endpoints. */
	ROOT_REPLACED
}
