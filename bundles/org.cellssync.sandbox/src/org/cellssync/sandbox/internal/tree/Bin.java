package org.cellssync.sandbox.internal.tree;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

import org.cellssync.sandbox.internal.auth.User;
import org.cellssync.sandbox.internal.events.Change;

/** The recycle bin of each workspace, filled and emptied by jobs. Used under the forest's lock. */
final class Bin {
	static final String NAME = "recycle_bin";

	private static final Duration START = Duration.ofMillis(100);

	private final Forest forest;
	private final Workspaces workspaces;
	private final Folders folders;
	private final Moves moves;

	Bin(Forest forest, Workspaces workspaces, Folders folders, Moves moves) {
		this.forest = forest;
		this.workspaces = workspaces;
		this.folders = folders;
		this.moves = moves;
	}

	/** Starts one job for each workspace that these paths are in. */
	List<Job> delete(Optional<User> user, List<String> paths, JobOrigin origin) {
		moves.finish();
		var inBin = new LinkedHashMap<String, List<Place>>();
		var elsewhere = new LinkedHashMap<String, List<Place>>();
		for (var path : paths) {
			var place = folders.writeable(user, path);
			if (place.isRoot()) {
				throw TreeException.notWriteable();
			}
			forest.get(place.source(), place.path());
			var target = TreePath.isIn(place.path(), binPath(place)) ? inBin : elsewhere;
			target.computeIfAbsent(place.prefix(), key -> new ArrayList<>()).add(place);
		}
		var jobs = new ArrayList<Job>();
		elsewhere.values()
				.forEach(places -> jobs.add(start("copy-move-", "Moving to recycle bin in background...",
						origin, metadata -> places.forEach(place -> recycle(place, metadata.get())),
						places)));
		inBin.values().forEach(places -> jobs.add(start("delete-", "Deleting items in background...", origin,
				metadata -> places.forEach(place -> remove(place, metadata.get())), places)));
		return jobs;
	}

	/** Starts one job for each workspace that these paths are in. */
	List<Job> restore(Optional<User> user, List<String> paths, JobOrigin origin) {
		moves.finish();
		var byWorkspace = new LinkedHashMap<String, List<Place>>();
		for (var path : paths) {
			var place = folders.writeable(user, path);
			if (forest.get(place.source(), place.path()).restore.isEmpty()) {
				throw new TreeException("not.in.recycle", 400,
						"Cannot find the place to restore " + path + " to");
			}
			byWorkspace.computeIfAbsent(place.prefix(), key -> new ArrayList<>()).add(place);
		}
		var jobs = new ArrayList<Job>();
		byWorkspace.values().forEach(places -> jobs.add(start("copy-move-", "Restoring from recycle bin...",
				origin, metadata -> places.forEach(place -> putBack(place, metadata.get())), places)));
		return jobs;
	}

	@FunctionalInterface
	private interface Work {
		void run(Supplier<Map<String, String>> metadata);
	}

	private Job start(String prefix, String label, JobOrigin origin, Work work, List<Place> places) {
		var job = new Job(prefix + UUID.randomUUID(), label);
		var task = UUID.randomUUID().toString();
		var workspace = places.getFirst().workspace();
		forest.later(START, () -> work.run(() -> origin.of(job.uuid(), task).metadata(workspace.uuid())));
		return job;
	}

	private static String binPath(Place place) {
		return TreePath.join(place.base(), NAME);
	}

	private void recycle(Place place, Map<String, String> metadata) {
		moves.finish();
		var entry = forest.find(place.source(), place.path());
		if (entry == null) {
			return;
		}
		var bin = folders.parent(place, binPath(place));
		entry.restore = place.source().name() + "/" + place.path();
		moves.apply(entry,
				at(place, TreePath.join(binPath(place), freeName(bin, entry.name, entry.isFolder))),
				metadata);
	}

	private void putBack(Place place, Map<String, String> metadata) {
		moves.finish();
		var entry = forest.find(place.source(), place.path());
		if (entry == null || entry.restore.isEmpty()) {
			return;
		}
		var path = TreePath.rest(entry.restore);
		var parent = folders.parent(place, TreePath.parent(path));
		entry.restore = "";
		var name = freeName(parent, TreePath.name(path), entry.isFolder);
		moves.apply(entry, at(place, TreePath.join(TreePath.parent(path), name)), metadata);
	}

	private void remove(Place place, Map<String, String> metadata) {
		var entry = forest.find(place.source(), place.path());
		if (entry != null) {
			var node = forest.stored(entry).unhashed();
			forest.release(forest.remove(entry));
			forest.publish(() -> Change.deleted(node, metadata));
		}
	}

	private Place at(Place place, String path) {
		return new Place(place.workspace(), place.source(), place.base(), place.prefix(), path,
				place.toClient(path));
	}

	/** Returns a name, or one like it, that nothing in the folder has. */
	private static String freeName(Entry folder, String name, boolean isFolder) {
		var dot = isFolder ? -1 : name.lastIndexOf('.');
		var stem = dot <= 0 ? name : name.substring(0, dot);
		var suffix = dot <= 0 ? "" : name.substring(dot);
		var free = name;
		for (var i = 1; folder.child(free) != null || folder.childOfOtherForm(free) != null; i++) {
			free = stem + "-" + i + suffix;
		}
		return free;
	}
}
