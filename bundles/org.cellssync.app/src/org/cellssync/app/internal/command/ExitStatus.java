package org.cellssync.app.internal.command;

/** What a command ends with, as the shell sees it. */
public enum ExitStatus {
	/** Done, in sync. */
	DONE(0),
	/** Done, but conflicts or problems remain. */
	PROBLEMS(1),
	/** Wrong usage, or an object that is unknown or cannot be used. */
	USAGE(2),
	/** A person must decide. */
	HALTED(3),
	/** Cannot connect, or not signed in. */
	OFFLINE(4),
	/** The data folder is in use and its owner does not answer. */
	IN_USE(5),
	/** A command that has an end was interrupted before it. */
	INTERRUPTED(6),
	/** An error of ours, or something missing on the system. */
	INTERNAL(70);

	private final int code;

	ExitStatus(int code) {
		this.code = code;
	}

	/** The number the shell gets. */
	public int code() {
		return code;
	}
}
