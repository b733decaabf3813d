package org.cellssync.endpoint.local.internal;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.cellssync.api.endpoint.Trash;
import org.cellssync.api.endpoint.TrashItem;

/** The trash of a task that has no folder on this computer. */
final class NoTrash implements Trash {

	@Override
	public List<TrashItem> list() {
		return List.of();
	}

	@Override
	public Path restore(TrashItem item, Optional<Path> into) {
		throw new IllegalStateException("nothing was listed: " + item);
	}
}
