package org.cellssync.api.session;

/** What a person may choose at a halt. */
public enum HaltChoice {
	/** Bring back what was deleted, from the end that still has it. */
	RESTORE,
	/** What was deleted on the end that leads stays on the other one, where nobody touches it from now on. */
	KEEP,
	/** The deletions were meant: delete on the other end too. */
	DELETE,
	/** The root is the right one: go on with it, merging both ends as at a first run; nothing is deleted. */
	MERGE,
	/** End the task's connection: it is paused, both ends stay as they are. */
	DISCONNECT
}
