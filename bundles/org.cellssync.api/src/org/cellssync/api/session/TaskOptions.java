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
 * @param schedule when it runs
 * @param recheck when all content is read and compared again, as soon as the task is idle; never where that is by hand
 * @param speed how fast its content may travel
 */
public record TaskOptions(Mode mode, Policy policy, boolean deletions, Limits limits, Selection selection,
		List<String> ignore, EndpointSettings settings, Schedule schedule, Schedule recheck, Speed speed) {

	/** Two-way, in real time, asking at conflicts, with nothing left out. */
	public static final TaskOptions DEFAULT = new TaskOptions(Mode.TWO_WAY, Policy.ASK, true, Limits.DEFAULT,
			Selection.ALL, List.of(), EndpointSettings.DEFAULT, Schedule.REALTIME, Schedule.MANUAL,
			Speed.UNLIMITED);

	/** Copies the list; reading everything all the time is refused. */
	public TaskOptions {
		ignore = List.copyOf(ignore);
		if (!isRhythm(recheck)) {
			throw new IllegalArgumentException("content is read again at intervals or times");
		}
	}

	/** Returns whether content can be read again by this schedule. */
	public static boolean isRhythm(Schedule schedule) {
		return schedule != Schedule.REALTIME && !(schedule instanceof Schedule.Hours);
	}

	/** Returns what follows from these for single changes. */
	public Rules rules() {
		return deletions ? Rules.of(mode) : Rules.withoutDeletions(mode);
	}

	/** Returns the same with another mode. */
	public TaskOptions withMode(Mode changed) {
		return new TaskOptions(changed, policy, deletions, limits, selection, ignore, settings, schedule, recheck, speed);
	}

	/** Returns the same with another policy. */
	public TaskOptions withPolicy(Policy changed) {
		return new TaskOptions(mode, changed, deletions, limits, selection, ignore, settings, schedule, recheck, speed);
	}

	/** Returns the same with deletions that travel or do not. */
	public TaskOptions withDeletions(boolean changed) {
		return new TaskOptions(mode, policy, changed, limits, selection, ignore, settings, schedule, recheck, speed);
	}

	/** Returns the same with other limits. */
	public TaskOptions withLimits(Limits changed) {
		return new TaskOptions(mode, policy, deletions, changed, selection, ignore, settings, schedule, recheck, speed);
	}

	/** Returns the same with other folders that take part. */
	public TaskOptions withSelection(Selection changed) {
		return new TaskOptions(mode, policy, deletions, limits, changed, ignore, settings, schedule, recheck, speed);
	}

	/** Returns the same with other rules of what is left out. */
	public TaskOptions withIgnore(List<String> changed) {
		return new TaskOptions(mode, policy, deletions, limits, selection, changed, settings, schedule, recheck, speed);
	}

	/** Returns the same with other settings of the ends. */
	public TaskOptions withSettings(EndpointSettings changed) {
		return new TaskOptions(mode, policy, deletions, limits, selection, ignore, changed, schedule, recheck, speed);
	}

	/** Returns the same, run at other times. */
	public TaskOptions withSchedule(Schedule changed) {
		return new TaskOptions(mode, policy, deletions, limits, selection, ignore, settings, changed, recheck, speed);
	}

	/** Returns the same with its content read again at other times. */
	public TaskOptions withRecheck(Schedule changed) {
		return new TaskOptions(mode, policy, deletions, limits, selection, ignore, settings, schedule, changed, speed);
	}

	/** Returns the same with its content travelling at another speed. */
	public TaskOptions withSpeed(Speed changed) {
		return new TaskOptions(mode, policy, deletions, limits, selection, ignore, settings, schedule, recheck, changed);
	}
}
