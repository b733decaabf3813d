package org.cellssync.sandbox.internal.web;

/** A dangerous habit of real servers that the sandbox shares until it is switched off. */
public enum Hazard {
	/** A refresh token used twice ends the sign-in. */
	H1,
	/** S3 answers AccessDenied for an expired token, a missing right and a foreign lock alike. */
	H2,
	/** The root is empty, without an error, for nobody and for an unfit announcement. */
	H3,
	/** A deletion stops half-way when the caller's deadline passes. */
	H4,
	/** A move replaces what is at its target without a word. */
	H5,
	/** A second Unicode form of a name destroys the first. */
	H6,
	/** Nodes that may no longer be read vanish from listings. */
	H7,
	/** A root added to a workspace changes every path in it. */
	H8,
	/** The content hash comes after the content. */
	H9,
	/** New files of an old-family workspace carry hashes of the new family. */
	H10,
	/** The content hash depends on the parts of the upload. */
	H11,
	/** Events of moves and deletions, and replies to moves, carry storage tags for hashes. */
	H12,
	/** Event metadata holds the writer's bearer token. */
	H13,
	/** Structured storage loses what was in a moved folder. */
	H14,
	/** Events come out of order, and some twice. */
	SHUFFLED_EVENTS
}
