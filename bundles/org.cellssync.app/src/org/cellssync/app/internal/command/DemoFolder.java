package org.cellssync.app.internal.command;

import java.nio.file.Path;
import java.util.Optional;

/** Where the demo keeps everything: its server, its data and the folder it syncs to. */
public final class DemoFolder {

	private DemoFolder() {
	}

	/** Returns the folder for what was typed. */
	static Path of(Invocation call, Optional<String> typed) {
		return typed.map(call::path).orElseGet(() -> Path.of(System.getProperty("user.home"), "cells-sync-demo"));
	}

	/** Returns the data folder of a demo, where {@code arguments} ask for one and name none themselves. */
	public static Optional<Path> data(Arguments arguments, Path directory) {
		if (arguments.words().isEmpty() || !arguments.words().getFirst().equals("demo") || arguments.data().isPresent()) {
			return Optional.empty();
		}
		int index = arguments.words().indexOf("--dir");
		Path home = index >= 0 && index + 1 < arguments.words().size()
				? directory.resolve(arguments.words().get(index + 1)).toAbsolutePath().normalize()
				: Path.of(System.getProperty("user.home"), "cells-sync-demo");
		return Optional.of(home.resolve("data"));
	}
}
