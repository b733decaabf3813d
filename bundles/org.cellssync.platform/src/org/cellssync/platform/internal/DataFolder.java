package org.cellssync.platform.internal;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** Where the data folder is, as the command line's contract says. Pure. */
final class DataFolder {

	private static final String NAME = "cells-sync";

	private DataFolder() {
	}

	/**
	 * Returns the data folder: the property {@code cellssync.data}, else the variable {@code
	 * CELLS_SYNC_DATA}, else the place the system has for such things.
	 */
	static Path of(Properties properties, Map<String, String> environment) {
		Path home = Path.of(properties.getProperty("user.home"));
		return value(properties.getProperty("cellssync.data"))
				.or(() -> value(environment.get("CELLS_SYNC_DATA")))
				.map(Path::of).orElseGet(() -> systemFolder(properties, environment, home)).toAbsolutePath()
				.normalize();
	}

	private static Path systemFolder(Properties properties, Map<String, String> environment, Path home) {
		String system = properties.getProperty("os.name", "").toLowerCase(Locale.ROOT);
		if (system.contains("win")) {
			return value(environment.get("LOCALAPPDATA")).map(Path::of)
					.orElse(home.resolve("AppData").resolve("Local"))
					.resolve("CellsSync");
		}
		if (system.contains("mac")) {
			return home.resolve("Library").resolve("Application Support").resolve("CellsSync");
		}
		// The specification of these variables says that a relative path counts for nothing.
		return value(environment.get("XDG_DATA_HOME")).map(Path::of).filter(Path::isAbsolute)
				.orElse(home.resolve(".local").resolve("share")).resolve(NAME);
	}

	private static Optional<String> value(String text) {
		return Optional.ofNullable(text).filter(each -> !each.isBlank());
	}
}
