package org.cellssync.endpoint.cells.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import org.cellssync.core.sync.Change;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.transport.CellsException;

/**
 * Folders of a plan that are still to be made. Each is made just before the first thing that goes into it: what is known of
 * a folder a moment after it was made, that nothing lies in it, saves a look at it before its files are sent. Thread-safe.
 */
final class NewFolders {

	/** Makes one folder, or notes why it was not made. */
	@FunctionalInterface
	interface Maker {
		void make(Change folder) throws CellsException;
	}

	/** One of them; its lock is held while it is made, for others who are to put something into it. */
	private static final class Folder {
		private final Change step;
		private boolean begun;

		Folder(Change step) {
			this.step = step;
		}
	}

	private final SortedMap<SyncPath, Folder> folders = new TreeMap<>();
	private final Maker maker;

	NewFolders(Collection<Change> steps, Maker maker) {
		steps.forEach(step -> folders.put(step.path(), new Folder(step)));
		this.maker = maker;
	}

	/** Sees to it that every folder a path lies in was made, or tried. */
	void above(SyncPath path) throws CellsException {
		if (!path.isRoot()) {
			above(path.parent());
			at(path.parent());
		}
	}

	/** Sees to it that a folder was made, or tried; those it lies in first. */
	void make(Change step) throws CellsException {
		above(step.path());
		at(step.path());
	}

	private void at(SyncPath path) throws CellsException {
		Folder folder = folders.get(path);
		if (folder != null) {
			synchronized (folder) {
				if (!folder.begun) {
					folder.begun = true;
					maker.make(folder.step);
				}
			}
		}
	}

	/** Returns the steps of all folders that nobody began to make. */
	List<Change> rest() {
		List<Change> rest = new ArrayList<>();
		for (Folder folder : folders.values()) {
			synchronized (folder) {
				if (!folder.begun) {
					rest.add(folder.step);
				}
			}
		}
		return rest;
	}
}
