package org.cellssync.api.session;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.cellssync.api.diagnostic.Diagnostic;

/**
 * A task as it stands at one moment. Immutable.
 *
 * @param spec how it was set up
 * @param status what it is doing
 * @param progress how far that is
 * @param lastSuccess when both ends were last found the same everywhere but at conflicts and problems
 * @param conflicts open conflicts in the order of paths
 * @param problems troubles of single items in the order of their subjects
 * @param held items that differ and stay so because the task was set up that way, in the order of their subjects
 */
public record TaskView(TaskSpec spec, TaskStatus status, Progress progress, Optional<Instant> lastSuccess,
		List<OpenConflict> conflicts, List<Diagnostic> problems, List<Diagnostic> held) {

	/** Copies the lists. */
	public TaskView {
		conflicts = List.copyOf(conflicts);
		problems = List.copyOf(problems);
		held = List.copyOf(held);
	}
}
