package org.cellssync.api.diagnostic;

/** How bad a trouble is. */
public enum Severity {
	/** Worth telling, nothing to do. */
	INFO,
	/** Something waits. */
	WARNING,
	/** Something does not work until somebody acts or circumstances change. */
	ERROR
}
