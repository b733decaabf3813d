package org.cellssync.api.session;

import java.time.Duration;
import java.util.List;

import org.cellssync.api.diagnostic.Diagnostic;

/**
 * What reading all content again has shown.
 *
 * @param view the task afterwards
 * @param files files that were read on both ends
 * @param bytes their content, each file counted once
 * @param differences files that an end holds otherwise than was agreed though it calls them unchanged; each is a conflict
 *         now
 * @param unread files that could not be read
 * @param pending files that changed since both ends agreed: the next run deals with them
 * @param took how long it took
 */
public record Verification(TaskView view, long files, long bytes, List<Diagnostic> differences, List<Diagnostic> unread,
		long pending, Duration took) {

	/** Copies the lists. */
	public Verification {
		differences = List.copyOf(differences);
		unread = List.copyOf(unread);
	}
}
