package org.cellssync.app.internal.command;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import org.cellssync.api.session.TaskOptions;
import org.cellssync.core.ignore.Selection;
import org.cellssync.core.tree.SyncPath;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What can be typed about a task's options, when it is set up and when it is changed. */
final class TaskArguments {

	@Option(names = "--mode", paramLabel = "two-way|download|upload", description = "Which way changes travel.")
	private Optional<String> mode = Optional.empty();

	@Option(names = "--policy", paramLabel = "ask|newest|local|server|both",
			description = "What becomes of items changed on both ends.")
	private Optional<String> policy = Optional.empty();

	@Option(names = "--delete", description = "Deletions travel (the default).")
	private boolean delete;

	@Option(names = "--no-delete", description = "What is deleted on one end stays on the other.")
	private boolean noDelete;

	@Option(names = "--deletion-limit", paramLabel = "ITEMS|none",
			description = "Ask before more items than that are deleted at once (200).")
	private Optional<String> deletionLimit = Optional.empty();

	@Option(names = "--permanent-deletion", description = "Delete for good where the server keeps no recycle bin.")
	private boolean permanentDeletion;

	@Option(names = "--no-permanent-deletion", description = "Never delete for good (the default).")
	private boolean noPermanentDeletion;

	@Option(names = "--links", paramLabel = "keep|copy",
			description = "Links to files: stay links, which a server does not hold (keep), or take part as the files they lead to.")
	private Optional<String> links = Optional.empty();

	@Option(names = "--schedule", paramLabel = "realtime|manual|every:15m|\"Mon-Fri 22:00\"",
			description = "When it runs (realtime); \"Mon-Fri 18:00-08:00\" is real time in these hours, several rules with \";\".")
	private Optional<String> schedule = Optional.empty();

	@Option(names = "--recheck", paramLabel = "never|every:30d|\"Sun 03:00\"",
			description = "When all content on both ends is read and compared again, as soon as the task is idle (never).")
	private Optional<String> recheck = Optional.empty();

	@Mixin
	private SpeedArguments speed = new SpeedArguments();

	@Option(names = "--select", paramLabel = "FOLDER",
			description = "This folder takes part; a new task with it has no others. \"/\" is all; repeatable.")
	private List<String> select = List.of();

	@Option(names = "--unselect", paramLabel = "FOLDER",
			description = "This folder takes no part; what is the same on both ends is removed here, into the trash; repeatable.")
	private List<String> unselect = List.of();

	@Option(names = "--ignore", paramLabel = "PATTERN", description = "Leave out what fits, as .gitignore does; repeatable.")
	private List<String> ignore;

	/** Returns whether nothing was typed. */
	boolean isEmpty() {
		return mode.isEmpty() && policy.isEmpty() && !delete && !noDelete && deletionLimit.isEmpty() && !permanentDeletion
				&& !noPermanentDeletion && links.isEmpty() && schedule.isEmpty() && recheck.isEmpty() && speed.isEmpty()
				&& select.isEmpty() && unselect.isEmpty() && ignore == null;
	}

	/** Returns the options of a new task: the usual ones with what was typed. */
	TaskOptions create() throws CommandFailure {
		TaskOptions usual = TaskOptions.DEFAULT;
		return change(select.isEmpty() ? usual : usual.withSelection(Selection.ALL.unselecting(SyncPath.ROOT)));
	}

	/** Returns {@code options} with what was typed. */
	TaskOptions change(TaskOptions options) throws CommandFailure {
		TaskOptions changed = options;
		if (mode.isPresent()) {
			changed = changed.withMode(OptionWords.mode(mode.get()));
		}
		if (policy.isPresent()) {
			changed = changed.withPolicy(OptionWords.policy(policy.get()));
		}
		if (either("--delete", delete, "--no-delete", noDelete)) {
			changed = changed.withDeletions(delete);
		}
		if (deletionLimit.isPresent()) {
			changed = changed.withLimits(OptionWords.limits(deletionLimit.get()));
		}
		if (either("--permanent-deletion", permanentDeletion, "--no-permanent-deletion", noPermanentDeletion)) {
			changed = changed.withSettings(changed.settings().withPermanentDeletion(permanentDeletion));
		}
		if (links.isPresent()) {
			changed = changed.withSettings(changed.settings().withCopiedLinks(OptionWords.copiesLinks(links.get())));
		}
		if (schedule.isPresent()) {
			changed = changed.withSchedule(OptionWords.schedule(schedule.get()));
		}
		if (recheck.isPresent()) {
			changed = changed.withRecheck(OptionWords.recheck(recheck.get()));
		}
		changed = changed.withSpeed(speed.change(changed.speed()));
		changed = changed.withSelection(selection(changed.selection()));
		return ignore == null ? changed : changed.withIgnore(ignore);
	}

	/** The nearest choice above an item counts, in whatever order they were typed. */
	private Selection selection(Selection before) throws CommandFailure {
		SortedMap<SyncPath, Boolean> choices = new TreeMap<>();
		for (String folder : select) {
			choices.put(OptionWords.folder("--select", folder), true);
		}
		for (String folder : unselect) {
			if (choices.put(OptionWords.folder("--unselect", folder), false) != null) {
				throw CommandFailure.usage("\"" + folder + "\" cannot be selected and unselected together");
			}
		}
		Selection changed = before;
		for (Map.Entry<SyncPath, Boolean> each : choices.entrySet()) {
			changed = each.getValue() ? changed.selecting(each.getKey()) : changed.unselecting(each.getKey());
		}
		return changed;
	}

	private static boolean either(String one, boolean oneTyped, String other, boolean otherTyped) throws CommandFailure {
		if (oneTyped && otherTyped) {
			throw CommandFailure.usage(one + " and " + other + " cannot be given together");
		}
		return oneTyped || otherTyped;
	}
}
