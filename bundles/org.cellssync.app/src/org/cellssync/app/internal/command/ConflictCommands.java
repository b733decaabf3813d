package org.cellssync.app.internal.command;

import java.util.Arrays;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.session.Choice;
import org.cellssync.api.session.HaltChoice;
import org.cellssync.api.session.OpenConflict;
import org.cellssync.api.session.TaskStatus;
import org.cellssync.api.session.TaskView;
import org.cellssync.core.tree.SyncPath;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code conflicts …}: what a person must decide about single items. */
@Command(name = "conflicts", mixinStandardHelpOptions = true, description = "Items changed on both ends.")
final class ConflictCommands {

	private static final Set<Code> FOREIGN = Set.of(Code.FOREIGN_HERE, Code.FOREIGN_THERE);

	private final Context context;

	ConflictCommands(Context context) {
		this.context = context;
	}

	@Command(name = "list", mixinStandardHelpOptions = true, description = "Open conflicts.")
	ExitStatus list(@Parameters(paramLabel = "TASK", arity = "0..1") Optional<String> task)
			throws CommandFailure {
		int count = 0;
		for (TaskView view : Tasks.find(context.services(), task.map(List::of).orElse(List.of()))) {
			for (OpenConflict each : view.conflicts()) {
				context.result(Objects.conflict(view.spec().id(), each),
						view.spec().name() + ": " + each.path() + " (here "
								+ each.local().size() + " bytes, there " + each.remote().size() + " bytes)");
				count++;
			}
		}
		context.listed(count);
		return count == 0 ? ExitStatus.DONE : ExitStatus.PROBLEMS;
	}

	@Command(name = "resolve", mixinStandardHelpOptions = true, description = "Decide conflicts.")
	ExitStatus resolve(@Parameters(index = "0", paramLabel = "TASK") String task,
			@Parameters(index = "1..*", arity = "1..*", paramLabel = "PATH") List<String> paths,
			@Option(names = "--keep", required = true, paramLabel = "local|server|both|newest") String keep)
			throws CommandFailure, EndpointException {
		Choice choice = choice(keep);
		TaskView view = Tasks.find(context.services(), task);
		List<SyncPath> wanted = new ArrayList<>();
		for (String path : paths) {
			wanted.add(Tasks.item(view.spec(), path));
		}
		for (SyncPath path : wanted) {
			if (!isOpen(view, path)) {
				throw CommandFailure.usage("no conflict is open at \"" + path + "\"");
			}
		}
		for (SyncPath path : wanted) {
			context.services().sessions().resolve(view.spec().id(), path, choice);
			context.done(path + ": " + keep + " will be kept with the next look");
		}
		return ExitStatus.DONE;
	}

	/** What is foreign in a one-way task can be decided too. */
	private static boolean isOpen(TaskView view, SyncPath path) {
		return view.conflicts().stream().anyMatch(open -> open.path().equals(path)) || view.held().stream()
				.anyMatch(held -> FOREIGN.contains(held.code()) && held.subject().equals(path.value()));
	}

	private static Choice choice(String keep) throws CommandFailure {
		return Arrays.stream(Choice.values())
				.filter(each -> each.name().toLowerCase(Locale.ROOT).equals(keep)).findFirst()
				.orElseThrow(() -> CommandFailure
						.usage("--keep takes local, server, both or newest, not \"" + keep + "\""));
	}

	/** {@code halt …}: what a person must decide about a whole task. */
	@Command(name = "halt", mixinStandardHelpOptions = true, description = "Tasks that stopped to ask.")
	static final class HaltCommands {

		private final Context context;

		HaltCommands(Context context) {
			this.context = context;
		}

		@Command(name = "list", mixinStandardHelpOptions = true, description = "Halted tasks and their choices.")
		ExitStatus list() {
			int count = 0;
			for (TaskView view : context.services().sessions().views()) {
				if (view.status() instanceof TaskStatus.Halted halted) {
					context.result(Objects.halt(view.spec().id(), halted.halt()), view.spec().name() + ": "
							+ halted.halt().diagnostic().line() + " "
							+ halted.halt().choices().stream().map(Objects::name).toList());
					count++;
				}
			}
			context.listed(count);
			return count == 0 ? ExitStatus.DONE : ExitStatus.HALTED;
		}

		@Command(name = "decide", mixinStandardHelpOptions = true, description = "Choose.")
		ExitStatus decide(@Parameters(paramLabel = "TASK") String task,
				@Option(names = "--choice", required = true, paramLabel = "CHOICE") String choice)
				throws CommandFailure, EndpointException {
			HaltChoice chosen = Arrays.stream(HaltChoice.values())
					.filter(each -> Objects.name(each).equals(choice)).findFirst()
					.orElseThrow(() -> CommandFailure
							.usage("there is no choice \"" + choice + "\"; the halt lists them"));
			TaskView view = Tasks.find(context.services(), task);
			if (!(view.status() instanceof TaskStatus.Halted halted)) {
				throw CommandFailure.usage("the task " + view.spec().name() + " is not halted");
			}
			if (!halted.halt().choices().contains(chosen)) {
				throw CommandFailure.usage("this halt leaves no choice \"" + choice + "\"; it has "
						+ halted.halt().choices().stream().map(Objects::name).toList());
			}
			context.services().sessions().decide(view.spec().id(), chosen);
			context.done(view.spec().name() + ": " + choice + " is done with the next look");
			return ExitStatus.DONE;
		}
	}
}
