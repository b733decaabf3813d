package org.cellssync.api.endpoint;

import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.core.sync.Step;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Identity;

/** What became of one step. */
public sealed interface StepResult {

	/** Returns the step. */
	Step step();

	/**
	 * It is done and on stable storage.
	 *
	 * @param step the step
	 * @param entry what stands at the step's path now, content proven
	 * @param identity who it is there; its id may be unknown yet; absent entries have an empty one
	 * @param bytes content bytes transferred, 0 for others than files
	 * @param changed false where it turned out that the same content stood there already
	 */
	record Done(Step step, Entry entry, Identity identity, long bytes, boolean changed) implements StepResult {
	}

	/**
	 * It is not done; the path is as it was.
	 *
	 * @param step the step
	 * @param diagnostic why
	 */
	record Failed(Step step, Diagnostic diagnostic) implements StepResult {
	}
}
