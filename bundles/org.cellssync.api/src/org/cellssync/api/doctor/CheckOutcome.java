package org.cellssync.api.doctor;

/** How a check ended, from best to worst. */
public enum CheckOutcome {
	/** All is well. */
	OK,
	/** Not made: another check failed, or it needs an account. */
	SKIPPED,
	/** It works, though not as well as it could. */
	WARNING,
	/** It does not work. */
	FAILED
}
