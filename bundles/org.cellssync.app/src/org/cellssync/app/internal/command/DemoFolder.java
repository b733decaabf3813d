package org.cellssync.app.internal.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where the demo keeps everything: its server, its data and the folder it syncs to. */
public final class DemoFolder {

	private DemoFolder() {
	}

	/** Returns the folder for what was typed. */
	static Path of(Invocation call, Optional<String> typed) {
		return typed.map(call::path)
				.orElseGet(() -> Path.of(System.getProperty("user.home"), "cells-sync-demo"));
	}

	/** Returns the data folder of a demo, where {@code arguments} ask for one and name none themselves. */
	public static Optional<Path> data(Arguments arguments, Path directory) {
		if (arguments.words().isEmpty() || !arguments.words().getFirst().equals("demo")
				|| arguments.data().isPresent()) {
			return Optional.empty();
		}
		Path home = typed(arguments.words())
				.map(typed -> directory.resolve(typed).toAbsolutePath().normalize())
				.orElseGet(() -> Path.of(System.getProperty("user.home"), "cells-sync-demo"));
		return Optional.of(home.resolve("data"));
	}

	private static Optional<String> typed(List<String> words) {
		int index = words.indexOf("--dir");
		return index >= 0 && index + 1 < words.size() ? Optional.of(words.get(index + 1))
				: words.stream().filter(word -> word.startsWith("--dir="))
						.map(word -> word.substring("--dir=".length()))
						.findFirst();
	}
}
