package org.cellssync.api.session;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.cellssync.api.diagnostic.Diagnostic;

/**
 * What one run of a task did.
 *
 * @param view the task afterwards
 * @param scannedLocal entries of the left end looked at
 * @param scannedRemote entries of the right end looked at
 * @param uploaded files sent
 * @param downloaded files brought
 * @param moved items moved
 * @param deleted items removed
 * @param created folders and links made
 * @param took how long it ran
 * @param cycles how many rounds it took
 * @param unseen how long another's write could have been replaced unseen
 * @param failure why it ended before it was done
 */
public record RunSummary(TaskView view, long scannedLocal, long scannedRemote, Transfers uploaded, Transfers downloaded,
		PerSide moved, PerSide deleted, PerSide created, Duration took, int cycles, Unseen unseen,
		Optional<Diagnostic> failure) {

	/**
	 * The moments between a look at a place and the end of the call that wrote there, which nothing guards: another's write
	 * in such a moment is replaced.
	 *
	 * @param writes how many there were
	 * @param longest the longest of them
	 * @param mean how long they were on the average
	 */
	public record Unseen(long writes, Duration longest, Duration mean) {
	}

	/**
	 * Files transferred.
	 *
	 * @param files how many
	 * @param bytes their content
	 */
	public record Transfers(long files, long bytes) {
	}

	/**
	 * Counts by the end that was changed.
	 *
	 * @param local left end
	 * @param remote right end
	 */
	public record PerSide(long local, long remote) {
	}
}
