package org.cellssync.app.internal.command;

import java.nio.file.Path;
import java.util.Optional;

import org.cellssync.api.util.Cancellation;

/**
 * One start of the program with all that a command may ask of it.
 *
 * @param arguments what was typed
 * @param directory the folder it was typed in
 * @param input standard input, where an argument says that it is to be read
 * @param terminal whether a person sits before it
 * @param console where to print
 * @param cancel cancelled by Ctrl-C, SIGTERM, or when the one who asked goes away
 */
public record Invocation(Arguments arguments, Path directory, Optional<String> input, boolean terminal, Console console,
		Cancellation cancel) {

	/** Returns whether each line printed is a JSON object. */
	boolean json() {
		return arguments.json();
	}

	/** Returns an absolute path for one that was typed. */
	Path path(String typed) {
		return directory.resolve(typed).toAbsolutePath().normalize();
	}

	/** Returns whether standard input holds an answer to {@code option}: {@code -} stands for it. */
	public static boolean wantsInput(Arguments arguments) {
		int index = arguments.words().indexOf("--token-file");
		return index >= 0 && index + 1 < arguments.words().size() && arguments.words().get(index + 1).equals("-")
				|| arguments.words().contains("--token-file=-");
	}
}
