package org.cellssync.app.internal.command;

import java.util.List;
import java.util.Optional;

import org.cellssync.api.session.TaskOptions;

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

	@Option(names = "--ignore", paramLabel = "PATTERN", description = "Leave out what fits, as .gitignore does; repeatable.")
	private List<String> ignore;

	/** Returns whether nothing was typed. */
	boolean isEmpty() {
		return mode.isEmpty() && policy.isEmpty() && !delete && !noDelete && deletionLimit.isEmpty() && !permanentDeletion
				&& !noPermanentDeletion && ignore == null;
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
		return ignore == null ? changed : changed.withIgnore(ignore);
	}

	private static boolean either(String one, boolean oneTyped, String other, boolean otherTyped) throws CommandFailure {
		if (oneTyped && otherTyped) {
			throw CommandFailure.usage(one + " and " + other + " cannot be given together");
		}
		return oneTyped || otherTyped;
	}
}
