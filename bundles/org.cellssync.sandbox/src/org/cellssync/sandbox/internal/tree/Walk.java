package org.cellssync.sandbox.internal.tree;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * A listing under way: what is below a folder, every folder before what is in it.
 * <p>
 * It takes the forest's lock for one batch after another and so shows a tree that may change meanwhile, as
 * real listings do. For one thread.
 */
public final class Walk {
	private static final Map<String, String> ROOT = Map.of("ws_root", "\"true\"");

	private final Forest forest;
	private final boolean isRecursive;
	private final Deque<Level> levels = new ArrayDeque<>();

	/**
	 * One folder on the way.
	 *
	 * @param folder nothing for the virtual root of a workspace with several roots
	 */
	private record Level(Place place, String clientPath, String sourcePath, Entry folder,
			Iterator<Entry> entries) {
	}

	Walk(Forest forest, Place place, Entry folder, boolean isRecursive) {
		this.forest = forest;
		this.isRecursive = isRecursive;
		push(place, place.clientPath(), place.path(), folder);
	}

	Walk(Forest forest, List<Place> roots, boolean isRecursive) {
		this.forest = forest;
		this.isRecursive = isRecursive;
		for (var place : roots.reversed()) {
			var root = forest.get(place.source(), place.path());
			levels.push(new Level(place, "", "", null, List.of(root).iterator()));
		}
	}

	private void push(Place place, String clientPath, String sourcePath, Entry folder) {
		if (folder.hasChildren()) {
			var entries = List.copyOf(folder.children()).iterator();
			levels.push(new Level(place, clientPath, sourcePath, folder, entries));
		}
	}

	/** Returns the next nodes, at most this many; none at the end. Waits for the forest's lock. */
	public List<Found> next(int count) {
		return forest.locked(() -> {
			var result = new ArrayList<Found>(count);
			while (result.size() < count && !levels.isEmpty()) {
				step(result);
			}
			return result;
		});
	}

	private void step(List<Found> result) {
		var level = levels.peek();
		if (!level.entries().hasNext()) {
			levels.pop();
			return;
		}
		var entry = level.entries().next();
		if (level.folder() == null) {
			add(level.place(), level.place().prefix(), level.place().path(), entry, ROOT, result);
			return;
		}
		var path = level.clientPath() + "/" + entry.name;
		if (entry.parent != level.folder() || !entry.isVisible(forest.now())
				|| forest.faults().isHidden(path)) {
			return;
		}
		add(level.place(), path, TreePath.join(level.sourcePath(), entry.name), entry,
				Reading.metas(level.place()), result);
	}

	private void add(Place place, String path, String sourcePath, Entry entry, Map<String, String> metas,
			List<Found> result) {
		result.add(new Found(path, entry.view(place.source(), sourcePath, forest.now()), metas));
		if (isRecursive) {
			push(place, path, sourcePath, entry);
		}
	}
}
