package org.cellssync.core.tree;

/** Why an entry takes no part in a synchronisation for now. */
public enum Reason {
	/** It could not be read or listed. */
	UNREADABLE,
	/** The server says it is there but hidden from this user by rights. */
	HIDDEN,
	/** Its name cannot be held by the other side. */
	ILLEGAL_NAME,
	/** Two names of one folder are the same to the other side, by case or by Unicode form. */
	NAME_CLASH,
	/** Neither file, link nor folder: a device, pipe or socket. */
	SPECIAL,
	/** The server has not finished taking it in; looked at again soon. */
	UNSETTLED,
	/** The server lost it from its index when a folder above it moved. */
	LOST_AFTER_MOVE,
	/** A link, which the other side cannot hold. */
	LINK_NOT_HELD,
	/** A folder that was selected is missing on this end, or has got another name there. */
	SELECTED_MISSING,
	/** A rule that a person made leaves it out. */
	IGNORED,
	/** It stands in a folder that was not selected. */
	UNSELECTED;

	/** Returns whether it keeps content of a user from the other side, also where both sides never held it. */
	public boolean isTrouble() {
		return this == UNREADABLE || this == ILLEGAL_NAME || this == NAME_CLASH;
	}

	/** Returns whether somebody wants it to take no part, so that there is nothing to tell of. */
	public boolean isWanted() {
		return this == IGNORED || this == UNSELECTED;
	}
}
