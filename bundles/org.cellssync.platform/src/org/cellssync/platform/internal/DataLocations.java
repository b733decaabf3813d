package org.cellssync.platform.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

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
		Path tasks = owned(data().resolve("tasks"));
		Path task = tasks.resolve(taskId);
		if (!tasks.equals(task.normalize().getParent())) {
			throw new IllegalArgumentException("not the id of a task: " + taskId);
		}
		return owned(task);
	}

	@Override
	public Path settings() {
		return owned(data().resolve("settings"));
	}

	@Override
	public Path logs() {
		return owned(data().resolve("logs"));
	}

	private static Path owned(Path folder) {
		try {
			return OwnerOnly.folder(folder);
		} catch (IOException e) {
			throw new UncheckedIOException("the data folder cannot be used: " + folder, e);
		}
	}
}
