package org.cellssync.platform.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;

import org.cellssync.api.util.Locations;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The data folder and what lies below it, readable by its owner alone. */
@Component(service = Locations.class)
public final class DataLocations implements Locations {

	private final Path data;

	/** Finds the data folder; made with the first call that asks for something in it. */
	@Activate
	public DataLocations() {
		this(DataFolder.of(System.getProperties(), System.getenv()));
	}

	DataLocations(Path data) {
		this.data = data;
	}

	@Override
	public Path data() {
		return owned(data);
	}

	@Override
	public Path task(String taskId) {
		return owned(owned(data().resolve("tasks")).resolve(taskId));
	}

	@Override
	public Path settings() {
		return owned(data().resolve("settings"));
	}

	@Override
	public Path logs() {
		return owned(data().resolve("logs"));
	}

	/** Makes a folder that others cannot look into. One that is there keeps the permissions somebody gave it. */
	private static Path owned(Path folder) {
		try {
			if (!Files.isDirectory(folder)) {
				Files.createDirectories(folder);
				PosixFileAttributeView view = Files.getFileAttributeView(folder, PosixFileAttributeView.class);
				if (view != null) {
					view.setPermissions(PosixFilePermissions.fromString("rwx------"));
				}
			}
			return folder;
		} catch (IOException e) {
			throw new UncheckedIOException("the data folder cannot be used: " + folder, e);
		}
	}
}
