package org.cellssync.app.internal.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

import org.cellssync.api.session.Schedule;
import org.cellssync.api.session.TaskOptions;
import org.cellssync.core.sync.Limits;
import org.cellssync.core.sync.Mode;
import org.cellssync.core.sync.Policy;
import org.cellssync.core.tree.SyncPath;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

/** Options of tasks in the words of the command line. */
final class OptionWords {

	private static final SortedMap<String, Mode> MODES = new TreeMap<>(
			Map.of("two-way", Mode.TWO_WAY, "download", Mode.DOWNLOAD, "upload", Mode.UPLOAD));
	private static final SortedMap<String, Policy> POLICIES = new TreeMap<>(
			Map.of("ask", Policy.ASK, "newest", Policy.KEEP_NEWEST,
					"local", Policy.KEEP_LOCAL, "server", Policy.KEEP_REMOTE, "both", Policy.KEEP_BOTH));
	private static final SortedMap<String, Boolean> LINKS = new TreeMap<>(Map.of("keep", false, "copy", true));
	private static final String NO_LIMIT = "none";
	private static final String NEVER = "never";

	private OptionWords() {
	}

	static Mode mode(String word) throws CommandFailure {
		return known("--mode", MODES, word);
	}

	static String mode(Mode mode) {
		return word(MODES, mode);
	}

	static Policy policy(String word) throws CommandFailure {
		return known("--policy", POLICIES, word);
	}

	private static <T> T known(String option, SortedMap<String, T> words, String word) throws CommandFailure {
		T value = words.get(word);
		if (value == null) {
			throw CommandFailure.usage(option + " takes one of " + words.keySet() + ", not \"" + word + "\"");
		}
		return value;
	}

	private static <T> String word(SortedMap<String, T> words, T value) {
		return words.entrySet().stream().filter(each -> each.getValue().equals(value)).findFirst().orElseThrow().getKey();
	}

	static Limits limits(String word) throws CommandFailure {
		if (word.equals(NO_LIMIT)) {
			return Limits.NONE;
		}
		try {
			return Limits.of(Integer.parseInt(word));
		} catch (IllegalArgumentException e) {
			throw CommandFailure
					.usage("--deletion-limit takes a number of items or \"" + NO_LIMIT + "\", not \"" + word + "\"");
		}
	}

	static boolean copiesLinks(String word) throws CommandFailure {
		return known("--links", LINKS, word);
	}

	static Schedule schedule(String text) throws CommandFailure {
		try {
			return Schedule.parse(text);
		} catch (IllegalArgumentException e) {
			throw CommandFailure
					.usage("--schedule takes realtime, manual, every:15m, \"Mon-Fri 22:00\" or \"Mon-Fri 18:00-08:00\": "
							+ e.getMessage());
		}
	}

	static Schedule recheck(String text) throws CommandFailure {
		if (text.equals(NEVER)) {
			return Schedule.MANUAL;
		}
		try {
			Schedule schedule = Schedule.parse(text);
			if (schedule != Schedule.MANUAL && TaskOptions.isRhythm(schedule)) {
				return schedule;
			}
			throw new IllegalArgumentException("\"" + text + "\" is no rhythm");
		} catch (IllegalArgumentException e) {
			throw CommandFailure.usage("--recheck takes never, every:30d or \"Sun 03:00\": " + e.getMessage());
		}
	}

	private static String recheck(Schedule schedule) {
		return schedule == Schedule.MANUAL ? NEVER : schedule.text();
	}

	/** Returns the options as programs read them. */
	static JsonObject object(TaskOptions options) {
		JsonObject object = new JsonObject();
		object.addProperty("policy", word(POLICIES, options.policy()));
		object.addProperty("delete", options.deletions());
		object.addProperty("deletionLimit", options.limits().equals(Limits.NONE) ? null : options.limits().items());
		object.addProperty("permanentDeletion", options.settings().permanentDeletion());
		object.add("select", array(folders(options.selection().selected())));
		object.add("unselect", array(folders(options.selection().unselected())));
		object.add("ignore", array(options.ignore()));
		object.addProperty("links", word(LINKS, options.settings().copiesLinks()));
		object.addProperty("schedule", options.schedule().text());
		object.addProperty("recheck", recheck(options.recheck()));
		object.add("limitUp", array(options.speed().up().texts()));
		object.add("limitDown", array(options.speed().down().texts()));
		return object;
	}

	/** Returns the folder that was typed, relative to the task. */
	static SyncPath folder(String option, String text) throws CommandFailure {
		try {
			String path = text.startsWith("./") ? text.substring(2) : text;
			return path.equals(".") ? SyncPath.ROOT : SyncPath.of(path);
		} catch (IllegalArgumentException e) {
			throw CommandFailure.usage(option + " takes a folder of the task, not \"" + text + "\"");
		}
	}

	private static List<String> folders(SortedSet<SyncPath> paths) {
		return paths.stream().map(path -> path.isRoot() ? "/" : path.value()).toList();
	}

	static JsonArray array(List<String> texts) {
		JsonArray array = new JsonArray();
		texts.forEach(array::add);
		return array;
	}

	/** Returns what is set up otherwise than usual, a line for each, as people type it. */
	static List<String> unusual(TaskOptions options) {
		TaskOptions usual = TaskOptions.DEFAULT;
		List<String> lines = new ArrayList<>();
		if (options.mode() != usual.mode()) {
			lines.add("--mode " + mode(options.mode()));
		}
		if (options.policy() != usual.policy()) {
			lines.add("--policy " + word(POLICIES, options.policy()));
		}
		if (!options.deletions()) {
			lines.add("--no-delete");
		}
		if (!options.limits().equals(usual.limits())) {
			lines.add("--deletion-limit "
					+ (options.limits().equals(Limits.NONE) ? NO_LIMIT : Integer.toString(options.limits().items())));
		}
		if (options.settings().permanentDeletion()) {
			lines.add("--permanent-deletion");
		}
		if (options.settings().copiesLinks()) {
			lines.add("--links copy");
		}
		if (!options.schedule().equals(usual.schedule())) {
			lines.add("--schedule \"" + options.schedule().text() + "\"");
		}
		if (!options.recheck().equals(usual.recheck())) {
			lines.add("--recheck \"" + recheck(options.recheck()) + "\"");
		}
		lines.addAll(SpeedArguments.options("--limit-up", options.speed().up()));
		lines.addAll(SpeedArguments.options("--limit-down", options.speed().down()));
		folders(options.selection().selected()).forEach(each -> lines.add("--select " + each));
		folders(options.selection().unselected()).forEach(each -> lines.add("--unselect " + each));
		options.ignore().forEach(each -> lines.add("--ignore " + each));
		return lines;
	}
}
