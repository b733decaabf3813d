package org.cellssync.app.internal.command;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.session.TaskStatus;
import org.cellssync.api.session.TaskView;
import org.cellssync.api.state.HistoryEntry;
import org.cellssync.api.state.HistoryQuery;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code status}, {@code pause}, {@code resume}, {@code history}. */
@Command(name = "cells-sync")
final class TaskStateCommands {

	private static final int MOST_HISTORY = 1000;

	private final Context context;

	TaskStateCommands(Context context) {
		this.context = context;
	}

	@Command(name = "status", mixinStandardHelpOptions = true, description = "How tasks stand.")
	ExitStatus status(@Parameters(paramLabel = "TASK", arity = "0..*") List<String> tasks) throws CommandFailure {
		List<TaskView> views = Tasks.find(context.services(), tasks);
		for (TaskView view : views) {
			String id = view.spec().id();
			view.conflicts().forEach(each -> context.result(Objects.conflict(id, each), "conflict " + each.path()));
			view.problems().forEach(each -> context.result(Objects.problem(id, each), "problem " + each.line()));
			view.held().forEach(each -> context.result(Objects.held(id, each), "held " + each.line()));
			if (view.status() instanceof TaskStatus.Halted halted) {
				context.result(Objects.halt(id, halted.halt()), "halted " + halted.halt().diagnostic().line());
			}
			TaskTexts.print(context, view);
		}
		if (views.isEmpty()) {
			context.listed(0);
		}
		return ExitStatus.worst(views.stream().map(ExitStatus::of));
	}

	@Command(name = "pause", mixinStandardHelpOptions = true, description = "Pause tasks.")
	ExitStatus pause(@Parameters(paramLabel = "TASK", arity = "0..*") List<String> tasks,
			@Option(names = "--for", paramLabel = "SECONDS") Optional<Double> seconds)
			throws CommandFailure, EndpointException {
		if (seconds.isPresent() && !(seconds.get() > 0)) {
			throw CommandFailure.usage("--for takes seconds, more than 0");
		}
		Optional<Duration> duration = seconds.map(value -> Duration.ofMillis(Math.round(value * 1000)));
		for (TaskView view : Tasks.find(context.services(), tasks)) {
			context.services().sessions().pause(view.spec().id(), duration);
			print(view.spec().id());
		}
		return ExitStatus.DONE;
	}

	@Command(name = "resume", mixinStandardHelpOptions = true, description = "End a pause.")
	ExitStatus resume(@Parameters(paramLabel = "TASK", arity = "0..*") List<String> tasks)
			throws CommandFailure, EndpointException {
		for (TaskView view : Tasks.find(context.services(), tasks)) {
			context.services().sessions().resume(view.spec().id());
			print(view.spec().id());
		}
		return ExitStatus.DONE;
	}

	private void print(String taskId) {
		context.services().sessions().view(taskId).ifPresent(view -> TaskTexts.print(context, view));
	}

	@Command(name = "history", mixinStandardHelpOptions = true, description = "What was done and what failed, newest first.")
	ExitStatus history(@Parameters(paramLabel = "TASK", arity = "0..1") Optional<String> task,
			@Option(names = "--since", paramLabel = "TIME") Optional<String> since,
			@Option(names = "--path", paramLabel = "PATH") Optional<String> path,
			@Option(names = "--limit", paramLabel = "N", defaultValue = "" + MOST_HISTORY) int limit)
			throws CommandFailure, EndpointException {
		if (limit < 1) {
			throw CommandFailure.usage("--limit takes a number of 1 or more");
		}
		Optional<Instant> from = since.isPresent() ? Optional.of(time(since.get())) : Optional.empty();
		int count = 0;
		for (TaskView view : Tasks.find(context.services(), task.map(List::of).orElse(List.of()))) {
			Optional<String> item = path.isPresent() ? Optional.of(Tasks.item(view.spec(), path.get()).value())
					: Optional.empty();
			for (HistoryEntry entry : context.services().sessions().history(view.spec().id(),
					new HistoryQuery(from, item, limit))) {
				context.result(Objects.operation(view.spec().id(), entry), Objects.time(entry.time()) + "  "
						+ entry.operation().name().toLowerCase(Locale.ROOT) + "  "
						+ (entry.from().isEmpty() ? "" : entry.from() + " -> ") + entry.path()
						+ (entry.code().isEmpty() ? "" : "  " + entry.code()));
				count++;
			}
		}
		context.listed(count);
		return ExitStatus.DONE;
	}

	private static Instant time(String text) throws CommandFailure {
		try {
			return OffsetDateTime.parse(text).toInstant();
		} catch (DateTimeParseException e) {
			throw CommandFailure.usage("\"" + text + "\" is no ISO 8601 time with a zone");
		}
	}
}
