package org.cellssync.app.internal;

import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.cellssync.api.util.Cancellation;
import org.cellssync.app.internal.command.Arguments;
import org.cellssync.app.internal.command.ExitStatus;
import org.cellssync.app.internal.command.Invocation;
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
	/** Names the folder the program was started in, where the framework runs in another one. */
	private static final String DIRECTORY = "cellssync.directory";
	/** Set where standard input and standard error are a terminal. */
	private static final String TERMINAL = "cellssync.terminal";

	private final Cancellation cancel = new Cancellation();

	@Override
	public Object start(IApplicationContext context) throws IOException {
		String[] typed = (String[]) context.getArguments().get(IApplicationContext.APPLICATION_ARGS);
		context.applicationRunning();
		Signals.onStop(cancel::cancel);
		Exhaustion.watch();
		List<String> arguments = confirmed(Boolean.getBoolean(QUOTED) ? unquote(typed) : List.of(typed));
		if (arguments.isEmpty() && typed.length > 0) {
			return ExitStatus.INTERRUPTED.code();
		}
		Arguments parsed = Arguments.parse(arguments);
		Path directory = Path.of(System.getProperty(DIRECTORY, "")).toAbsolutePath();
		Optional<String> input = Invocation.wantsInput(parsed)
				? Optional.of(new String(System.in.readAllBytes(), StandardCharsets.UTF_8))
				: Optional.empty();
		Invocation call = new Invocation(parsed, directory, input, isTerminal(),
				org.cellssync.app.internal.command.Console.standard(), cancel);
		return new Program().run(call, arguments);
	}

	/** The launcher knows: a Java program cannot tell a terminal from a pipe on every release it runs on. */
	private static boolean isTerminal() {
		return Boolean.getBoolean(TERMINAL);
	}

	@Override
	public void stop() {
		cancel.cancel();
	}

	static List<String> unquote(String[] arguments) {
		return Arrays.stream(arguments).filter(argument -> argument.startsWith(QUOTE))
				.map(argument -> argument.substring(QUOTE.length())).toList();
	}

	/** Asks before something is forgotten, where a person sits before a terminal; returns nothing where that says no. */
	private static List<String> confirmed(List<String> arguments) {
		Console console = System.console();
		List<String> words = Arguments.parse(arguments).words();
		boolean asks = words.size() > 2 && words.get(1).equals("remove") && !words.contains("--yes")
				&& !words.contains("--help") && !arguments.contains("--json");
		if (!asks || console == null || !isTerminal()) {
			return arguments;
		}
		String answer = console.readLine("%s: sure? No file is touched. [y/N] ", String.join(" ", arguments));
		return answer != null && answer.strip().equalsIgnoreCase("y") ? arguments : List.of();
	}
}
