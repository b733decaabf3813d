package org.cellssync.scenarios;

/** What a task has at its two ends. */
enum Ends {
	/** Two folders of one computer. */
	FOLDERS,
	/** A folder and a server with flat storage. */
	CELLS,
	/** A folder and a server with structured storage. */
	STRUCTURED
}
