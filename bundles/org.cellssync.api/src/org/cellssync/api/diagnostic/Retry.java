package org.cellssync.api.diagnostic;

/** When what failed is tried again. */
public enum Retry {
	/** With the next look. */
	NEXT_CYCLE,
	/** After a growing pause. */
	BACKOFF,
	/** After a person has done something. */
	AFTER_USER,
	/** Not at all. */
	NEVER
}
