package org.cellssync.core.ignore;

import org.cellssync.core.tree.SyncPath;

/**
 * Where a rule stands.
 *
 * @param kind what it came with; later kinds count more
 * @param folder the folder it is for, the root of the task but for rules of files
 * @param line its number there, from 1
 */
public record Origin(Kind kind, SyncPath folder, int line) {

	/** What rules come with. */
	public enum Kind {
		/** The product: system files and temporary files of editors. */
		DEFAULT,
		/** A file {@link IgnoreRules#FILE_NAME} in the folder. */
		FILE,
		/** The task. */
		TASK,
		/** An administrator. */
		MANAGED
	}
}
