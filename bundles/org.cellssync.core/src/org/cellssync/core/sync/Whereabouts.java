package org.cellssync.core.sync;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;

import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Entry.Blocked;
import org.cellssync.core.tree.Entry.File;
import org.cellssync.core.tree.Entry.Link;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.core.tree.Tree;

/** Where the nodes of the ancestor stand on one end. */
final class Whereabouts {

	private final Entry ancestor;
	private final Entry tree;
	private final SortedMap<SyncPath, SyncPath> moved;
	private final Map<SyncPath, SyncPath> origins = new HashMap<>();
	private final SortedMap<SyncPath, Blocked> hidden;
	private final SortedSet<SyncPath> doubtful;

	/**
	 * @param moved places on this end by places in the ancestor, of nodes that stand in another folder or
	 *            under another name there; what is below them goes with them
	 * @param hidden places in the ancestor of nodes that stand somewhere else on this end, where they are
	 *            blocked
	 * @param doubtful files of this end that may have moved there; their content would tell
	 */
	Whereabouts(Entry ancestor, Entry tree, SortedMap<SyncPath, SyncPath> moved,
			SortedMap<SyncPath, Blocked> hidden,
			SortedSet<SyncPath> doubtful) {
		this.ancestor = ancestor;
		this.tree = tree;
		this.moved = moved;
		this.hidden = hidden;
		this.doubtful = doubtful;
		moved.forEach((was, is) -> origins.put(is, was));
	}

	SortedMap<SyncPath, SyncPath> moved() {
		return Collections.unmodifiableSortedMap(moved);
	}

	SortedMap<SyncPath, Blocked> hidden() {
		return Collections.unmodifiableSortedMap(hidden);
	}

	SortedSet<SyncPath> doubtful() {
		return Collections.unmodifiableSortedSet(doubtful);
	}

	/** Returns whether all nodes that are left are where the ancestor has them. */
	boolean isUnchanged() {
		return moved.isEmpty() && hidden.isEmpty();
	}

	/** Returns where a node of the ancestor stands on this end, if it is there at all. */
	SyncPath now(SyncPath was) {
		return mapped(moved, was);
	}

	/** Returns what both ends have agreed on for a node of the ancestor. */
	Entry agreed(SyncPath was) {
		return Tree.at(ancestor, was);
	}

	/** Returns whether this end still has a node of the ancestor, wherever it is. */
	boolean has(SyncPath was) {
		return isNode(was, now(was));
	}

	/**
	 * Returns the place of something on this end by the nearest folder above it that is a node of the ancestor
	 * and is on the other end too.
	 */
	Place place(SyncPath is, Whereabouts other) {
		Deque<String> made = new ArrayDeque<>();
		SyncPath folder = is.parent();
		while (!isNode(mapped(origins, folder), folder) || !other.has(mapped(origins, folder))) {
			made.addFirst(folder.name());
			folder = folder.parent();
		}
		return new Place(mapped(origins, folder), List.copyOf(made), is.name());
	}

	/** Returns what hides a node of the ancestor on this end, or the folder it is in. */
	Optional<Blocked> hides(SyncPath was) {
		if (hidden.isEmpty()) {
			return Optional.empty();
		}
		for (SyncPath above = was; !above.isRoot() && !moved.containsKey(above); above = above.parent()) {
			Blocked blocked = hidden.get(above);
			if (blocked != null) {
				return Optional.of(blocked);
			}
		}
		return Optional.empty();
	}

	/** Returns what hides a folder above something on this end from the other one, which so cannot follow. */
	Optional<Blocked> hiddenAbove(SyncPath is, Whereabouts other) {
		for (SyncPath folder = is.parent(); !folder.isRoot(); folder = folder.parent()) {
			SyncPath was = mapped(origins, folder);
			if (isNode(was, folder)) {
				if (other.has(was)) {
					return Optional.empty();
				}
				Optional<Blocked> blocked = other.hides(was);
				if (blocked.isPresent()) {
					return blocked;
				}
			}
		}
		return Optional.empty();
	}

	private boolean isNode(SyncPath was, SyncPath is) {
		return now(was).equals(is) && mapped(origins, is).equals(was) && hides(was).isEmpty()
				&& sameKind(Tree.at(ancestor, was), Tree.at(tree, is));
	}

	private static SyncPath mapped(Map<SyncPath, SyncPath> places, SyncPath path) {
		for (SyncPath above = path; !above.isRoot(); above = above.parent()) {
			SyncPath place = places.get(above);
			if (place != null) {
				return path.relocated(above, place);
			}
		}
		return path;
	}

	/** Returns whether both are files, links or folders. */
	static boolean sameKind(Entry one, Entry other) {
		return switch (one) {
			case File file -> other instanceof File;
			case Link link -> other instanceof Link;
			case Directory directory -> other instanceof Directory;
			case Blocked blocked -> false;
			case Entry.Absent absent -> false;
		};
	}

	/**
	 * A name in a folder.
	 *
	 * @param folder a folder of the ancestor, by its path there
	 * @param made names of folders below it that the ancestor or one of the ends does not have
	 * @param name the name in the last of these
	 */
	record Place(SyncPath folder, List<String> made, String name) {

		/** Returns where the ancestor has something. */
		static Place of(SyncPath was) {
			return new Place(was.parent(), List.of(), was.name());
		}

		boolean isTemporary() {
			return TemporaryName.isFor(folder.child(name));
		}
	}
}
