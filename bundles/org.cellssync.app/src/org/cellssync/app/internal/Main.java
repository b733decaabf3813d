package org.cellssync.app.internal;

import java.util.Arrays;
import java.util.List;

import org.cellssync.app.internal.command.CommandLine;
import org.cellssync.app.internal.command.Commands;
import org.cellssync.app.internal.command.Console;
import org.cellssync.app.internal.command.ExitStatus;
import org.eclipse.equinox.app.IApplication;
import org.eclipse.equinox.app.IApplicationContext;

/** The application {@code org.cellssync.app.main}: runs one command and hands its exit status to the shell. */
public final class Main implements IApplication {
	/**
	 * With this property set, every argument of the user's has {@value #QUOTE} before it, so that the framework,
	 * which looks for options of its own among the arguments, finds none there.
	 */
	static final String QUOTED = "cellssync.quoted";
	static final String QUOTE = ":";

	@Override
	public Object start(IApplicationContext context) {
		String[] arguments = (String[]) context.getArguments().get(IApplicationContext.APPLICATION_ARGS);
		context.applicationRunning();
		return run(Boolean.getBoolean(QUOTED) ? unquote(arguments) : List.of(arguments)).code();
	}

	@Override
	public void stop() {
		// Every command so far ends by itself at once.
	}

	static List<String> unquote(String[] arguments) {
		return Arrays.stream(arguments).filter(argument -> argument.startsWith(QUOTE))
				.map(argument -> argument.substring(QUOTE.length())).toList();
	}

	private static ExitStatus run(List<String> arguments) {
		return Commands.standard().run(CommandLine.parse(arguments), Console.standard());
	}
}
