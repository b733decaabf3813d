package org.cellssync.app.internal.command;

import java.util.List;
import java.util.Optional;

/** All commands there are, found by name. What is not there yet is refused, never accepted silently. */
public final class Commands {
	private final List<Command> commands;

	Commands(List<Command> commands) {
		this.commands = List.copyOf(commands);
	}

	/** The commands of the product. */
	public static Commands standard() {
		return new Commands(List.of(new VersionCommand(Build.current())));
	}

	/** Runs the command that the line names, or says on the console why it cannot. */
	public ExitStatus run(CommandLine line, Console console) {
		try {
			return dispatch(line, console);
		} catch (CommandFailure failure) {
			console.failure(failure, line.json());
			return failure.status();
		}
	}

	private ExitStatus dispatch(CommandLine line, Console console) throws CommandFailure {
		if (line.wrong().isPresent()) {
			throw CommandFailure.usage(line.wrong().get());
		}
		if (line.words().isEmpty()) {
			throw CommandFailure.usage("no command was given");
		}
		String name = line.words().getFirst();
		Optional<Command> command = commands.stream().filter(each -> each.name().equals(name)).findFirst();
		if (command.isEmpty()) {
			throw CommandFailure.usage("there is no command \"" + name + "\"");
		}
		try {
			return command.get().run(line, line.words().subList(1, line.words().size()), console);
		} catch (RuntimeException e) {
			throw CommandFailure.unexpected(e);
		}
	}
}
