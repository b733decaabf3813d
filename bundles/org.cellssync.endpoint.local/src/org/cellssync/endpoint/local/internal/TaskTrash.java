package org.cellssync.endpoint.local.internal;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.endpoint.EndpointSettings;
import org.cellssync.api.endpoint.Keeping;
import org.cellssync.api.endpoint.SourceFile;
import org.cellssync.api.endpoint.TrashItem.Kind;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.tree.SyncPath;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The trash of a task whose ends are not here: it lies in the task's data, and files of the ends are received into it. */
final class TaskTrash implements Keeping {

	private static final Logger LOG = LoggerFactory.getLogger(TaskTrash.class);

	private final TrashFolder trash;
	private final TrashPruner pruner;
	private final EndpointSettings settings;
	private final Disk disk;
	private final Troubles troubles;
	private final InstantSource clock;

	/** Opens it, and removes from it what is too old. */
	TaskTrash(Path taskData, EndpointSettings settings, Disk disk, InstantSource clock) {
		this.trash = TrashFolder.inData(taskData);
		this.pruner = new TrashPruner(trash, settings);
		this.settings = settings;
		this.disk = disk;
		this.troubles = new Troubles(disk, taskData);
		this.clock = clock;
		prune();
	}

	@Override
	public boolean takes(long size) {
		return settings.trashTakes(size);
	}

	@Override
	public boolean keep(SyncPath path, SourceFile file, Cancellation cancel) throws EndpointException {
		if (!takes(file.size())) {
			return false;
		}
		Instant now = clock.instant();
		TrashIndex.Line line = new TrashIndex.Line(Kind.FILE, file.size(), path.value());
		try (TrashBatch batch = trash.begin(now, disk)) {
			batch.receive(path, file, line, cancel);
		} catch (Refusal e) {
			throw new EndpointException(e.diagnostic(), e);
		} catch (InvalidPathException e) {
			// A server may hold names that the disk here does not. What cannot be kept is not replaced.
			throw new EndpointException(Diagnostic.of(Code.NAME_NOT_ALLOWED, path.value(), e.getReason()), e);
		} catch (IOException e) {
			throw new EndpointException(troubles.writing(e, path.value()), e);
		}
		pruner.added(file.size(), now);
		prune();
		return true;
	}

	private void prune() {
		try {
			pruner.prune(clock.instant());
		} catch (IOException e) {
			LOG.warn("the trash {} cannot be pruned", trash.place(), e);
		}
	}
}
