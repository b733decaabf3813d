package org.cellssync.api.session;

/** How to solve a conflict. What is replaced goes to the trash (local) or to the server's recycle bin or versions. */
public enum Choice {
	/** The left end's version goes to the right end. */
	LOCAL,
	/** The right end's version comes to the left end. */
	SERVER,
	/** Both are kept; the local one gets a name that tells where and when it comes from. */
	BOTH,
	/** The one modified last. */
	NEWEST
}
