package org.cellssync.api.util;

import java.nio.file.Path;

/** Where the product keeps its things; all below one data folder that only its owner can read. */
public interface Locations {

	/** Returns the data folder; it exists. */
	Path data();

	/** Returns the folder of a task's state, trash and staging; it exists. */
	Path task(String taskId);

	/** Returns the folder of settings (accounts, tasks); it exists. */
	Path settings();

	/** Returns the folder of log files; it exists. */
	Path logs();
}
