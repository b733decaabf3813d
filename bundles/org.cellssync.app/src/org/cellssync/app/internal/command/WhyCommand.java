package org.cellssync.app.internal.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.session.Explanation;
import org.cellssync.api.session.TaskView;
import org.cellssync.api.state.HistoryEntry;
import org.cellssync.core.ignore.IgnoreRule;
import org.cellssync.core.ignore.IgnoreRules;
import org.cellssync.core.ignore.LeftOut;
import org.cellssync.core.ignore.Origin;
import org.cellssync.core.tree.Reason;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code why}: how one item stands, and why. */
@Command(name = "cells-sync")
final class WhyCommand {

	private final Context context;

	WhyCommand(Context context) {
		this.context = context;
	}

	@Command(name = "why", mixinStandardHelpOptions = true, description = "Why an item is, or is not, synced.")
	ExitStatus why(@Parameters(paramLabel = "TASK") String task, @Parameters(paramLabel = "PATH") String path)
			throws CommandFailure, EndpointException {
		TaskView view = Tasks.find(context.services(), task);
		Explanation found = context.services().sessions().why(view.spec().id(), Tasks.item(view.spec(), path),
				context.call().cancel());
		context.result(Objects.why(view, found), text(found));
		return status(view, found);
	}

	private static ExitStatus status(TaskView view, Explanation found) {
		return switch (found.state()) {
			case IN_SYNC, HELD, LEFT_OUT -> ExitStatus.DONE;
			case UNKNOWN -> ExitStatus.USAGE;
			case CONFLICT, PROBLEM -> ExitStatus.PROBLEMS;
			case PENDING -> ExitStatus.worst(Stream.concat(Stream.of(ExitStatus.DONE),
					found.trouble().map(Diagnostic::code).map(ExitStatus::of).stream()));
		};
	}

	private static List<String> text(Explanation found) {
		List<String> lines = new ArrayList<>();
		lines.add(found.path() + ": " + sentence(found)
				+ (found.at().equals(found.path()) ? "" : " (" + found.at() + ')'));
		found.trouble().ifPresent(trouble -> lines.add(trouble.line()));
		found.last().ifPresent(last -> lines.add("last: " + last(last)));
		return lines;
	}

	private static String sentence(Explanation found) {
		return switch (found.state()) {
			case IN_SYNC -> "the same on both ends";
			case PENDING -> "differs, and is carried over when the task goes on";
			case CONFLICT -> "changed on both ends; decide with \"conflicts resolve\"";
			case PROBLEM -> "is not carried over for now, and tried again";
			case HELD -> "stays as it is on either end";
			case LEFT_OUT -> "left out by " + found.leftOut().map(WhyCommand::rule).orElseThrow();
			case UNKNOWN -> "on neither end";
		};
	}

	private static String rule(LeftOut leftOut) {
		Optional<IgnoreRule> rule = leftOut.rule();
		return rule.map(each -> "the rule \"" + each.text() + "\" of " + origin(each.origin()))
				.orElse(leftOut.kept().filter(Reason.UNSELECTED::equals).isPresent()
						? "the selection of the task: \"" + leftOut.path() + "\" is not selected"
						: "the program itself: the name is its own or the server's");
	}

	private static String origin(Origin origin) {
		return switch (origin.kind()) {
			case DEFAULT -> "the product";
			case FILE -> origin.folder().child(IgnoreRules.FILE_NAME) + ", line " + origin.line();
			case TASK -> "the task";
			case MANAGED -> "an administrator";
		};
	}

	private static String last(HistoryEntry entry) {
		return Objects.name(entry.operation()) + " " + entry.path() + " at " + Objects.time(entry.time())
				+ (entry.code().isEmpty() ? "" : ", " + entry.code());
	}
}
