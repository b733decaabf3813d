package org.cellssync.app.internal.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The arguments of one start, with the options that every command has taken out.
 *
 * @param json whether each line of output is a JSON object
 * @param data the data folder as typed, where one was
 * @param words the command's name and what belongs to it, in order
 * @param wrong what is wrong with the options that every command has, where something is
 */
public record Arguments(boolean json, Optional<String> data, List<String> words, Optional<String> wrong) {

	private static final String DATA_IS = "--data=";
	private static final String NO_FOLDER = "--data needs a folder";

	public Arguments {
		words = List.copyOf(words);
	}

	/**
	 * Takes {@code --json} and {@code --data DIR} (or {@code --data=DIR}) out, wherever they stand before a lone {@code
	 * --}.
	 */
	public static Arguments parse(List<String> arguments) {
		boolean json = false;
		Optional<String> data = Optional.empty();
		Optional<String> wrong = Optional.empty();
		List<String> words = new ArrayList<>();
		for (int i = 0; i < arguments.size(); i++) {
			String argument = arguments.get(i);
			if (argument.equals("--")) {
				words.addAll(arguments.subList(i, arguments.size()));
				break;
			} else if (argument.equals("--json")) {
				json = true;
			} else if (argument.startsWith(DATA_IS)) {
				data = Optional.of(argument.substring(DATA_IS.length())).filter(folder -> !folder.isEmpty());
				wrong = data.isEmpty() ? Optional.of(NO_FOLDER) : wrong;
			} else if (!argument.equals("--data")) {
				words.add(argument);
			} else if (i + 1 < arguments.size() && !arguments.get(i + 1).isEmpty()) {
				data = Optional.of(arguments.get(++i));
			} else {
				wrong = Optional.of(NO_FOLDER);
			}
		}
		return new Arguments(json, data, words, wrong);
	}
}
