package org.cellssync.app.internal.command;

import java.util.List;

/** One command of the command line. */
interface Command {
	/** The word that names it. */
	String name();

	/**
	 * Runs to its end on the calling thread.
	 *
	 * @param arguments what follows the command's name, without the options that every command has
	 * @throws CommandFailure when it cannot do what it was asked; nothing was printed for that yet
	 */
	ExitStatus run(CommandLine line, List<String> arguments, Console console) throws CommandFailure;
}
