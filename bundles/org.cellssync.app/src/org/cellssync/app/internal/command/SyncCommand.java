package org.cellssync.app.internal.command;

import java.util.ArrayList;
import java.util.List;

import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.session.RunSummary;
import org.cellssync.api.session.TaskStatus;
import org.cellssync.api.session.TaskView;
import org.cellssync.api.state.HistoryEntry;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sync --once}: cycles until nothing is left to do. */
@Command(name = "cells-sync")
final class SyncCommand {

	private final Context context;

	SyncCommand(Context context) {
		this.context = context;
	}

	@Command(name = "sync", mixinStandardHelpOptions = true, description = "Run tasks until nothing is left to do.")
	ExitStatus sync(@Option(names = "--once", required = true) boolean once,
			@Option(names = "--dry-run", description = "Tell what would be done; change nothing.") boolean dryRun,
			@Parameters(paramLabel = "TASK", arity = "0..*") List<String> tasks) throws CommandFailure, EndpointException {
		List<ExitStatus> ends = new ArrayList<>();
		List<RunSummary> summaries = new ArrayList<>();
		for (TaskView view : Tasks.find(context.services(), tasks)) {
			summaries.add(run(view, dryRun));
		}
		for (RunSummary summary : summaries) {
			tell(summary);
			ends.add(ExitStatus.of(summary));
		}
		if (summaries.isEmpty()) {
			context.listed(0);
		}
		return ExitStatus.worst(ends.stream());
	}

	private RunSummary run(TaskView view, boolean dryRun) throws EndpointException {
		String id = view.spec().id();
		try (ProgressLine progress = new ProgressLine(context.call(), context.services().sessions(), id)) {
			RunSummary summary = context.services().sessions().runOnce(id, dryRun, operation -> operation(id, operation),
					context.call().cancel());
			troubles(summary);
			return summary;
		}
	}

	private void operation(String task, HistoryEntry operation) {
		context.result(Objects.operation(task, operation), operation.operation().name().toLowerCase(java.util.Locale.ROOT)
				+ " " + (operation.from().isEmpty() ? "" : operation.from() + " -> ") + operation.path()
				+ (operation.code().isEmpty() ? "" : " (" + operation.code() + ")"));
	}

	private void troubles(RunSummary summary) {
		String task = summary.view().spec().id();
		summary.view().conflicts().forEach(each -> context.result(Objects.conflict(task, each),
				"conflict " + each.path() + " (" + each.kind() + ")"));
		summary.view().problems().forEach(each -> context.result(Objects.problem(task, each), "problem " + each.line()));
		summary.view().held().forEach(each -> context.result(Objects.held(task, each), "held " + each.line()));
		if (summary.view().status() instanceof TaskStatus.Halted halted) {
			context.result(Objects.halt(task, halted.halt()), "halted " + halted.halt().diagnostic().line());
		}
		summary.failure().ifPresent(context::trouble);
	}

	private void tell(RunSummary summary) {
		context.result(Objects.summary(summary), String.format(
				"%s: %s; %d up (%s), %d down (%s), moved %d, deleted %d, created %d; %.1f s",
				summary.view().spec().name(), TaskTexts.state(summary.view()), summary.uploaded().files(),
				TaskTexts.size(summary.uploaded().bytes()), summary.downloaded().files(),
				TaskTexts.size(summary.downloaded().bytes()), summary.moved().local() + summary.moved().remote(),
				summary.deleted().local() + summary.deleted().remote(),
				summary.created().local() + summary.created().remote(), Objects.seconds(summary.took())));
	}
}
