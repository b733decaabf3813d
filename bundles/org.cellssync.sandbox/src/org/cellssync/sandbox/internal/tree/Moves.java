package org.cellssync.sandbox.internal.tree;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.cellssync.sandbox.internal.auth.User;
import org.cellssync.sandbox.internal.events.Change;
import org.cellssync.sandbox.internal.events.Origin;
import org.cellssync.sandbox.internal.web.Hazard;

/** Giving nodes another place. Used under the forest's lock. */
final class Moves {
	private static final int MOST_DELAYS = 3;

	private final Forest forest;
	private final Workspaces workspaces;
	private final Folders folders;
	private final List<UnderWay> underWay = new ArrayList<>();

	/** A move on structured storage that was answered, but that the index does not show yet. */
	private record UnderWay(Entry entry, Place to, Map<String, String> metadata) {
	}

	Moves(Forest forest, Workspaces workspaces, Folders folders) {
		this.forest = forest;
		this.workspaces = workspaces;
		this.folders = folders;
	}

	/** Returns the node as it was before. */
	Found move(Optional<User> user, String fromPath, String toPath, Origin origin) {
		finish();
		var from = workspaces.resolve(user, fromPath);
		if (from.isVirtual() || from.isRoot()) {
			throw TreeException.notWriteable();
		}
		if (forest.faults().isHidden(fromPath)) {
			throw TreeException.notReadable();
		}
		var entry = forest.get(from.source(), from.path());
		// whether the source may be changed is not asked: a read-only folder can be moved
		var to = folders.writeable(user, toPath);
		if (to.isRoot()) {
			throw TreeException.notWriteable();
		}
		refuseIntoItself(entry, from, to);
		var before = new Found(fromPath, forest.view(entry), Reading.metas(from));
		clear(entry, to);
		var metadata = origin.metadata(to.workspace().uuid());
		if (from.source().isStructured() || to.source().isStructured()) {
			applyLater(new UnderWay(entry, to, metadata));
		} else {
			apply(entry, to, metadata);
		}
		return before;
	}

	private static void refuseIntoItself(Entry entry, Place from, Place to) {
		if (from.source() != to.source() || from.path().equals(to.path())) {
			return;
		}
		if (TreePath.isIn(to.path(), from.path())) {
			throw new TreeException("", 0,
					"panic recovered in UpdateNode: runtime error: slice bounds out of range [" + depth(to)
							+ ":" + depth(from) + "]. Params From:" + from.path() + ", To:" + to.path());
		}
		if (entry.path().startsWith(to.path() + "/")) {
			throw TreeException.pathInUse(to.source());
		}
	}

	private static int depth(Place place) {
		return place.path().split("/").length;
	}

	/** Makes room at the target: what is there is lost without a word (H5). */
	private void clear(Entry entry, Place to) {
		var existing = forest.find(to.source(), to.path());
		if (existing == entry) {
			return;
		}
		if (existing != null) {
			if (!forest.faults().isOn(Hazard.H5)) {
				throw TreeException.pathInUse(to.source());
			}
			forest.release(forest.remove(existing));
		}
		var parent = forest.find(to.source(), TreePath.parent(to.path()));
		if (parent == null) {
			return;
		}
		var other = parent.childOfOtherForm(TreePath.name(to.path()));
		if (other != null && other != entry) {
			if (!to.source().isStructured()) {
				folders.refuseOtherForm(to.source(), parent, TreePath.name(to.path()));
			} else if (forest.faults().isOn(Hazard.H6)) {
				forest.release(forest.remove(other));
			}
		}
	}

	private void applyLater(UnderWay move) {
		var delay = forest.faults().isOn(Hazard.H9) ? forest.options.hashDelay() : Duration.ZERO;
		underWay.add(move);
		forest.later(delay.multipliedBy(forest.random.nextInt(MOST_DELAYS + 1)), () -> finish(move));
	}

	/** Makes the index show every move that was answered. */
	void finish() {
		List.copyOf(underWay).forEach(this::finish);
	}

	private void finish(UnderWay move) {
		if (!underWay.remove(move) || !move.entry().isThere()) {
			return;
		}
		apply(move.entry(), move.to(), move.metadata());
		if (move.entry().isFolder && forest.random.nextDouble() < forest.faults().moveLossShare()) {
			new Loss(forest).strike(move.entry());
		}
	}

	/**
	 * Refuses to write into a folder that is being moved, and finishes the move of a file that is to be
	 * written.
	 */
	void refuseUnderWay(Place place) {
		for (var move : List.copyOf(underWay)) {
			var from = move.entry();
			var touches = from.source() == place.source() && TreePath.isIn(place.path(), from.path())
					|| move.to().source() == place.source() && TreePath.isIn(place.path(), move.to().path());
			if (touches && from.isFolder) {
				throw TreeException.parentLocked();
			}
			if (touches) {
				finish(move);
			}
		}
	}

	/** Gives an entry its new place at once, and tells of it. */
	void apply(Entry entry, Place to, Map<String, String> metadata) {
		var oldSource = entry.source();
		var oldPath = entry.path();
		var name = TreePath.name(to.path());
		forest.relink(entry, folders.parent(to, TreePath.parent(to.path())), name);
		if (entry.isFolder) {
			entry.size = entry.below;
		}
		forest.publish(() -> {
			var hashed = forest.view(entry);
			var node = forest.faults().isOn(Hazard.H12) ? hashed.unhashed() : hashed;
			return Change.moved(node.at(oldSource.name(), oldPath, name), node, below(entry, oldSource),
					metadata);
		});
	}

	private List<NodeView> below(Entry entry, DataSource oldSource) {
		if (entry.source() == oldSource) {
			return List.of();
		}
		var entries = new ArrayList<Entry>();
		entry.collect(entries);
		return entries.stream().map(forest::view).toList();
	}
}
