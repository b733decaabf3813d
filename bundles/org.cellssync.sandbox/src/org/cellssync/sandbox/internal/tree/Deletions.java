package org.cellssync.sandbox.internal.tree;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import org.cellssync.sandbox.internal.auth.User;
import org.cellssync.sandbox.internal.events.Change;
import org.cellssync.sandbox.internal.events.Origin;
import org.cellssync.sandbox.internal.web.Hazard;

/** Deletions for good. Takes the forest's lock for one batch of files after another. */
final class Deletions {
	private static final int BATCH = 200;

	private final Forest forest;
	private final Folders folders;
	private final Moves moves;

	/** Files to go one by one, and then the folder. */
	private record Plan(Entry entry, List<Entry> files, Supplier<Map<String, String>> metadata) {
	}

	Deletions(Forest forest, Folders folders, Moves moves) {
		this.forest = forest;
		this.folders = folders;
		this.moves = moves;
	}

	/**
	 * Deletes a node and all below it. Stops half-way when the caller is gone (H4).
	 *
	 * @param uuid what the caller believes to delete, may be empty
	 * @return whether all is gone
	 */
	boolean delete(Optional<User> user, String path, String uuid, Origin origin, BooleanSupplier isGone) {
		var plan = forest.locked(() -> plan(user, path, uuid, origin));
		var step = forest.faults().deletionStep();
		var batch = step.isZero() ? BATCH : 1;
		for (var i = 0; i < plan.files().size(); i += batch) {
			if (isGone.getAsBoolean() && forest.faults().isOn(Hazard.H4)) {
				return false;
			}
			pause(step);
			var files = plan.files().subList(i, Math.min(plan.files().size(), i + batch));
			forest.locked(() -> {
				files.forEach(file -> deleteFile(file, plan.metadata()));
				return null;
			});
		}
		forest.locked(() -> {
			deleteRest(plan);
			return null;
		});
		return true;
	}

	private Plan plan(Optional<User> user, String path, String uuid, Origin origin) {
		moves.finish();
		var place = folders.writeable(user, path);
		if (place.isRoot()) {
			throw TreeException.notWriteable();
		}
		var entry = forest.find(place.source(), place.path());
		if (entry == null && !uuid.isEmpty()) {
			// the rights of a node that is known by its uuid alone cannot be found
			throw TreeException.notWriteable();
		}
		if (entry == null) {
			throw TreeException.absent(place.source(), place.path());
		}
		return new Plan(entry, files(entry), () -> origin.metadata(place.workspace().uuid()));
	}

	private static List<Entry> files(Entry entry) {
		var below = new ArrayList<Entry>();
		entry.collect(below);
		below.removeIf(each -> each.isFolder || each.hasChildren() || each.name.equals(Entry.MARKER));
		return below;
	}

	private void deleteFile(Entry file, Supplier<Map<String, String>> metadata) {
		if (file.isThere()) {
			var node = told(file);
			forest.release(forest.remove(file));
			forest.publish(() -> Change.deleted(node, metadata.get()));
		}
	}

	private void deleteRest(Plan plan) {
		var entry = plan.entry();
		if (!entry.isThere()) {
			return;
		}
		var rest = new ArrayList<Entry>();
		entry.collect(rest);
		rest.removeIf(each -> each.name.equals(Entry.MARKER));
		var node = told(entry);
		var nodes = rest.stream().map(this::told).toList();
		forest.release(forest.remove(entry));
		forest.publish(() -> Change.deleted(node, plan.metadata().get()));
		nodes.forEach(each -> forest.publish(() -> Change.deletedWithFolder(each)));
	}

	private NodeView told(Entry entry) {
		var node = forest.stored(entry);
		return forest.faults().isOn(Hazard.H12) ? node.unhashed() : node;
	}

	private static void pause(Duration step) {
		if (step.isZero()) {
			return;
		}
		try {
			Thread.sleep(step);
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}
}
