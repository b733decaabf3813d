package org.cellssync.endpoint.cells.internal;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.cellssync.api.util.Cancellation;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.transport.CellsException;

/**
 * The looks just before acting: one listing for all that is to be done in a folder within a moment.
 * Thread-safe.
 */
final class FolderLooks {

	private final RemoteTree remote;
	private final ExactNames names;
	private final Map<SyncPath, FolderLook> looks = new ConcurrentHashMap<>();
	private final Map<SyncPath, Object> locks = new ConcurrentHashMap<>();
	private final Set<SyncPath> made = ConcurrentHashMap.newKeySet();

	FolderLooks(RemoteTree remote, ExactNames names) {
		this.remote = remote;
		this.names = names;
	}

	/** Returns a fresh look at a folder; one that is not there is empty. */
	FolderLook at(SyncPath folder, Cancellation cancel) throws CellsException {
		synchronized (locks.computeIfAbsent(folder, path -> new Object())) {
			FolderLook look = looks.get(folder);
			if (look == null || !look.isFresh()) {
				look = absentAbove(folder) ? looks.get(folder.parent()).nothing() : list(folder, cancel);
				looks.put(folder, look);
			}
			return look;
		}
	}

	private FolderLook list(SyncPath folder, Cancellation cancel) throws CellsException {
		long begun = System.nanoTime();
		List<RemoteNode> nodes = remote.children(names.of(folder), cancel);
		return new FolderLook(nodes, begun, System.nanoTime() - begun);
	}

	/** Whether a fresh look at the parent shows no such folder: then nothing lies in it. */
	private boolean absentAbove(SyncPath folder) {
		if (folder.isRoot() || made.contains(folder)) {
			return false;
		}
		FolderLook parent = looks.get(folder.parent());
		return parent != null && parent.isFresh() && parent.named(folder.name()).isEmpty();
	}

	/**
	 * Notes that a folder was made just now: nothing lies in it, whatever an earlier look at its parent
	 * shows.
	 */
	void made(SyncPath folder) {
		made.add(folder);
		looks.put(folder, new FolderLook(List.of(), System.nanoTime(), 0));
	}

	/** Returns whether a folder was made by us. */
	boolean isMade(SyncPath folder) {
		return made.contains(folder);
	}

	/** Has the folder that holds {@code path} looked at again before the next act, and all below the path. */
	void forget(SyncPath path) {
		looks.keySet().removeIf(folder -> folder.startsWith(path) || folder.equals(path.parent()));
	}
}
