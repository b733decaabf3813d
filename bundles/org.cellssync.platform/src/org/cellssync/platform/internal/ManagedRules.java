package org.cellssync.platform.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.ignore.IgnoreSource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Rules of an administrator: those in a file where only administrators can write. */
@Component(service = IgnoreSource.class)
public final class ManagedRules implements IgnoreSource {

	private final Path file;

	/** Finds the file; read whenever it is asked for. */
	@Activate
	public ManagedRules() {
		this(file(System.getProperties(), System.getenv()));
	}

	ManagedRules(Path file) {
		this.file = file;
	}

	/**
	 * Returns where the rules are: in the folder the property {@code cellssync.managed} names, which an
	 * installation can set, else in the place the system has for such things.
	 */
	static Path file(Properties properties, Map<String, String> environment) {
		return Optional.ofNullable(properties.getProperty("cellssync.managed")).map(Path::of)
				.orElseGet(() -> systemFolder(properties, environment)).resolve("ignore");
	}

	private static Path systemFolder(Properties properties, Map<String, String> environment) {
		String system = properties.getProperty("os.name", "").toLowerCase(Locale.ROOT);
		if (system.contains("win")) {
			return Path.of(environment.getOrDefault("ProgramData", "C:\\ProgramData")).resolve("CellsSync");
		}
		return Path.of(system.contains("mac") ? "/Library/Application Support/CellsSync" : "/etc/cells-sync");
	}

	@Override
	public List<String> rules() throws EndpointException {
		try {
			return Files.readAllLines(file);
		} catch (NoSuchFileException e) {
			return List.of();
		} catch (IOException e) {
			throw new EndpointException(
					Diagnostic.of(Code.RULES_UNREADABLE, file.toString(), String.valueOf(e.getMessage())), e);
		}
	}
}
