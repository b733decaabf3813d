package org.cellssync.app.internal.command;

import java.util.List;
import java.util.Optional;

import org.cellssync.api.endpoint.EndpointAddress;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.session.TaskDraft;
import org.cellssync.api.session.TaskOptions;
import org.cellssync.api.session.TaskSpec;
import org.cellssync.api.session.TaskView;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code task …}: pairs of folders to be kept the same. */
@Command(name = "task", mixinStandardHelpOptions = true, description = "Pairs of folders to be kept the same.")
final class TaskCommands {

	private final Context context;

	TaskCommands(Context context) {
		this.context = context;
	}

	@Command(name = "add", mixinStandardHelpOptions = true, description = "Set up a task.")
	ExitStatus add(@Parameters(paramLabel = "LEFT") String left, @Parameters(paramLabel = "RIGHT") String right,
			@Option(names = "--name", paramLabel = "NAME") Optional<String> name, @Mixin TaskArguments arguments,
			@Option(names = "--paused", description = "Do not begin before it is resumed.") boolean paused)
			throws CommandFailure, EndpointException {
		TaskOptions options = arguments.create();
		EndpointAddress here = Tasks.address(context.services(), context.call(), left);
		EndpointAddress there = Tasks.address(context.services(), context.call(), right);
		TaskView view = context.services().sessions().add(
				new TaskDraft(here, there, name, options, paused), context.call().cancel());
		print(view);
		return ExitStatus.DONE;
	}

	private void print(TaskView view) {
		TaskTexts.print(context, view);
	}

	@Command(name = "list", mixinStandardHelpOptions = true, description = "All tasks.")
	ExitStatus list() {
		List<TaskView> views = context.services().sessions().views();
		views.forEach(this::print);
		context.listed(views.size());
		return ExitStatus.DONE;
	}

	@Command(name = "show", mixinStandardHelpOptions = true, description = "One task.")
	ExitStatus show(@Parameters(paramLabel = "TASK") String task) throws CommandFailure {
		print(Tasks.find(context.services(), task));
		return ExitStatus.DONE;
	}

	@Command(name = "edit", mixinStandardHelpOptions = true,
			description = "Change a task's name or options; what is not given stays.")
	ExitStatus edit(@Parameters(paramLabel = "TASK") String task,
			@Option(names = "--name", paramLabel = "NAME") Optional<String> name, @Mixin TaskArguments arguments,
			@Option(names = "--no-ignore", description = "Leave out nothing any more.") boolean noIgnore)
			throws CommandFailure, EndpointException {
		if (name.isEmpty() && !noIgnore && arguments.isEmpty()) {
			throw CommandFailure.usage("nothing to change was given");
		}
		TaskSpec old = Tasks.find(context.services(), task).spec();
		TaskOptions before = noIgnore ? old.options().withIgnore(List.of()) : old.options();
		print(context.services().sessions()
				.edit(old.withName(name.orElse(old.name())).withOptions(arguments.change(before))));
		return ExitStatus.DONE;
	}

	@Command(name = "remove", mixinStandardHelpOptions = true, description = "Forget a task; no file is touched.")
	ExitStatus remove(@Parameters(paramLabel = "TASK") String task,
			@Option(names = "--yes", description = "Do not ask.") boolean yes)
			throws CommandFailure, EndpointException {
		TaskSpec spec = Tasks.find(context.services(), task).spec();
		context.services().sessions().remove(spec.id());
		context.done(spec.name() + " is forgotten; the files on both ends are as they were");
		return ExitStatus.DONE;
	}
}
