package org.cellssync.engine.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.cellssync.api.util.Locations;

/** A data folder for tests. */
record Folders(Path data) implements Locations {

	Folders {
		make(data);
	}

	private static Path make(Path folder) {
		try {
			return Files.createDirectories(folder);
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	@Override
	public Path task(String taskId) {
		return make(data.resolve("tasks").resolve(taskId));
	}

	@Override
	public Path settings() {
		return make(data.resolve("settings"));
	}

	@Override
	public Path logs() {
		return make(data.resolve("logs"));
	}
}
