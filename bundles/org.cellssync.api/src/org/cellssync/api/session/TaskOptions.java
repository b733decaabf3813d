package org.cellssync.api.session;

import java.util.List;

import org.cellssync.api.endpoint.EndpointSettings;
import org.cellssync.core.ignore.Selection;
import org.cellssync.core.sync.Limits;
import org.cellssync.core.sync.Mode;
import org.cellssync.core.sync.Policy;
import org.cellssync.core.sync.Rules;

/**
 * What a task does with what it finds. All of it can be changed while the task exists.
 *
 * @param mode which way changes travel
 * @param policy what becomes of conflicts that nobody decides
 * @param deletions whether what is deleted on one end is deleted on the other
 * @param limits how much may be deleted on one end at once without asking
 * @param selection the folders that take part
 * @param ignore rules in the syntax of {@code .gitignore}, one each
 * @param settings what its ends heed
 */
public record TaskOptions(Mode mode, Policy policy, boolean deletions, Limits limits, Selection selection,
		List<String> ignore, EndpointSettings settings) {

	/** Two-way, asking at conflicts, with nothing left out. */
	public static final TaskOptions DEFAULT = new TaskOptions(Mode.TWO_WAY, Policy.ASK, true, Limits.DEFAULT,
			Selection.ALL, List.of(), EndpointSettings.DEFAULT);

	/** Copies the list. */
	public TaskOptions {
		ignore = List.copyOf(ignore);
	}

	/** Returns what follows from these for single changes. */
	public Rules rules() {
		return deletions ? Rules.of(mode) : Rules.withoutDeletions(mode);
	}

	/** Returns the same with another mode. */
	public TaskOptions withMode(Mode changed) {
		return new TaskOptions(changed, policy, deletions, limits, selection, ignore, settings);
	}

	/** Returns the same with another policy. */
	public TaskOptions withPolicy(Policy changed) {
		return new TaskOptions(mode, changed, deletions, limits, selection, ignore, settings);
	}

	/** Returns the same with deletions that travel or do not. */
	public TaskOptions withDeletions(boolean changed) {
		return new TaskOptions(mode, policy, changed, limits, selection, ignore, settings);
	}

	/** Returns the same with other limits. */
	public TaskOptions withLimits(Limits changed) {
		return new TaskOptions(mode, policy, deletions, changed, selection, ignore, settings);
	}

	/** Returns the same with other folders that take part. */
	public TaskOptions withSelection(Selection changed) {
		return new TaskOptions(mode, policy, deletions, limits, changed, ignore, settings);
	}

	/** Returns the same with other rules of what is left out. */
	public TaskOptions withIgnore(List<String> changed) {
		return new TaskOptions(mode, policy, deletions, limits, selection, changed, settings);
	}

	/** Returns the same with other settings of the ends. */
	public TaskOptions withSettings(EndpointSettings changed) {
		return new TaskOptions(mode, policy, deletions, limits, selection, ignore, changed);
	}
}
