package org.cellssync.core.sync;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Entry.Blocked;
import org.cellssync.core.tree.Entry.File;
import org.cellssync.core.tree.Entry.Link;
import org.cellssync.core.tree.Identities;
import org.cellssync.core.tree.Identity;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.core.tree.Tree;
import org.cellssync.core.tree.Unread;

/**
 * Finds the ancestor's nodes on one end. Looks only at what differs; where nothing is gone, nothing has
 * moved.
 * <p>
 * A file whose id is found under another name of the same folder while a new file has taken its name was
 * saved by an editor that keeps a backup: it is edited, and the backup is new.
 */
final class Tracker {

	/**
	 * A node of the ancestor.
	 *
	 * @param home where it stands on the end if it has not moved itself
	 * @param adrift whether its folder is gone: what stands at its home may be in another folder of that name
	 */
	record Spot(SyncPath was, SyncPath home, boolean adrift) {

		Spot(SyncPath was, SyncPath home) {
			this(was, home, false);
		}

		Spot child(String name) {
			return new Spot(was.child(name), home.child(name), adrift);
		}

		Spot orphan(String name) {
			return new Spot(was.child(name), home.child(name), true);
		}
	}

	private final Entry ancestor;
	private final Entry tree;
	private final Identities before;
	private final Identities after;
	private final boolean idsReturn;
	private final List<Spot> compared = new ArrayList<>();
	private final Deque<Spot> gone = new ArrayDeque<>();
	private final List<SyncPath> fresh = new ArrayList<>();
	private final List<Spot> lost = new ArrayList<>();
	private final Set<String> goneIds = new HashSet<>();
	private final Map<String, SyncPath> freshIds = new HashMap<>();
	private final Set<SyncPath> found = new HashSet<>();
	private final SortedMap<SyncPath, SyncPath> moved = new TreeMap<>();
	private final SortedMap<SyncPath, Blocked> hidden = new TreeMap<>();
	private final SortedSet<SyncPath> doubtful = new TreeSet<>();

	private Tracker(Trees trees, Side side, Ids ids) {
		this.ancestor = trees.ancestor();
		this.tree = trees.of(side);
		this.before = ids.ancestor(side);
		this.after = ids.of(side);
		this.idsReturn = !ids.isLasting(side);
	}

	/**
	 * Returns where the ancestor's nodes stand on one end.
	 */
	static Whereabouts track(Trees trees, Side side, Ids ids) {
		Tracker tracker = new Tracker(trees, side, ids);
		tracker.compare(new Spot(SyncPath.ROOT, SyncPath.ROOT), trees.ancestor(), trees.of(side));
		if (!tracker.gone.isEmpty() && !tracker.fresh.isEmpty()) {
			tracker.findStrangers(false);
			tracker.findHidden();
			tracker.followIds();
			new SameContent(trees.ancestor(), trees.of(side), tracker.before, tracker.after)
					.match(tracker.lost, tracker.fresh, tracker.found, tracker.moved, tracker.doubtful);
		}
		return new Whereabouts(trees.ancestor(), trees.of(side), tracker.moved, tracker.hidden,
				tracker.doubtful);
	}

	/** Notes what is gone from and what is fresh in the folders of one node. */
	private void compare(Spot node, Entry then, Entry now) {
		compared.add(node);
		Siblings.forEachDifferent(new Trees(then, now, now), (name, child) -> {
			Spot below = node.child(name);
			if (isAtHome(below, child.ancestor(), child.local())) {
				compare(below, child.ancestor(), child.local());
				return;
			}
			if (child.ancestor().exists()) {
				gone.add(below);
			}
			if (child.local().exists()) {
				fresh.add(below.home());
			}
		});
	}

	/** Looks for strangers in the folders compared since this was asked last. */
	private void findStrangers(boolean below) {
		compared.forEach(node -> findStrangers(node, below));
		compared.clear();
	}

	/**
	 * Where things have moved another node can stand at a place and hold the same, as empty folders do.
	 *
	 * @param below whether to look in folders that hold the same, too: where a folder has moved, all in it is offered to
	 *            those that are sought
	 */
	private void findStrangers(Spot node, boolean below) {
		if (!(Tree.at(ancestor, node.was()) instanceof Directory then)
				|| !(Tree.at(tree, node.home()) instanceof Directory now)) {
			return;
		}
		for (int i = 0; i < then.size(); i++) {
			if (!then.entry(i).equals(now.child(then.name(i)))) {
				continue;
			}
			Spot child = node.child(then.name(i));
			if (!hasId(child.was(), child.home())) {
				gone.add(child);
				fresh.add(child.home());
			} else if (below) {
				findStrangers(child, true);
			}
		}
	}

	private boolean isAtHome(Spot node, Entry then, Entry now) {
		if (then.exists() && now instanceof Blocked) {
			return true;
		}
		return Whereabouts.sameKind(then, now) && hasId(node.was(), node.home());
	}

	static String id(Identities identities, SyncPath path) {
		return identities.of(path).map(Identity::id).orElse("");
	}

	/**
	 * Folders that have come to a new place may have left an old one where another folder stands now that holds the same, in
	 * a folder in which nothing else differs.
	 */
	private void findHidden() {
		gone.forEach(this::indexGone);
		Set<String> asked = new HashSet<>(goneIds);
		Set<String> sought = new HashSet<>();
		fresh.forEach(root -> seek(root, asked, sought));
		while (!sought.isEmpty()) {
			SortedSet<SyncPath> places = before.of(sought);
			sought.clear();
			for (SyncPath was : places) {
				if (isStranger(was)) {
					Spot node = new Spot(was, was);
					gone.add(node);
					indexGone(node);
					fresh.add(was);
					seek(was, asked, sought);
				}
			}
		}
	}

	private void indexGone(Spot node) {
		Tree.walk(node.was(), Tree.at(ancestor, node.was()), (path, entry) -> goneIds.add(id(before, path)));
		goneIds.remove("");
	}

	private void seek(SyncPath root, Set<String> asked, Set<String> sought) {
		Tree.walk(root, Tree.at(tree, root), (path, entry) -> {
			String id = id(after, path);
			if (entry instanceof Directory && !id.isEmpty() && asked.add(id)) {
				sought.add(id);
			}
		});
	}

	/** Returns whether another folder that holds the same stands at a place, in folders that stand where they were. */
	private boolean isStranger(SyncPath was) {
		Entry then = Tree.at(ancestor, was);
		if (was.isRoot() || !then.exists() || !then.equals(Tree.at(tree, was)) || hasId(was, was)) {
			return false;
		}
		for (SyncPath folder = was.parent(); !folder.isRoot(); folder = folder.parent()) {
			if (!hasId(folder, folder)) {
				return false;
			}
		}
		return true;
	}

	private boolean hasId(SyncPath was, SyncPath is) {
		String wasId = id(before, was);
		String isId = id(after, is);
		return wasId.isEmpty() || isId.isEmpty() || wasId.equals(isId);
	}

	private void followIds() {
		indexFresh();
		while (!gone.isEmpty()) {
			Spot node = gone.remove();
			Entry then = Tree.at(ancestor, node.was());
			Optional<SyncPath> place = Optional.ofNullable(freshIds.get(id(before, node.was())))
					.filter(is -> isSame(node, then, is) && found.add(is));
			if (place.isPresent()) {
				follow(node, then, place.get());
			} else {
				lost.add(node);
				if (then instanceof Directory folder) {
					folder.forEach((name, child) -> gone.add(node.orphan(name)));
				}
			}
		}
	}

	/** Two names of one node (hard links) tell nothing. */
	private void indexFresh() {
		Set<String> twice = new HashSet<>();
		for (SyncPath root : fresh) {
			Tree.walk(root, Tree.at(tree, root), (path, entry) -> {
				String id = id(after, path);
				if (!id.isEmpty() && freshIds.put(id, path) != null) {
					twice.add(id);
				}
			});
		}
		freshIds.keySet().removeAll(twice);
	}

	private void follow(Spot node, Entry then, SyncPath is) {
		Entry now = Tree.at(tree, is);
		if (now instanceof Blocked blocked) {
			hidden.put(node.was(), blocked);
			return;
		}
		if (node.adrift() || !is.equals(node.home())) {
			moved.put(node.was(), is);
		}
		compare(new Spot(node.was(), is), then, now);
		findStrangers(true);
	}

	private boolean isSame(Spot node, Entry then, SyncPath is) {
		Entry now = Tree.at(tree, is);
		if (now instanceof Blocked blocked) {
			return mayHide(blocked, then);
		}
		return Whereabouts.sameKind(then, now) && hasLeft(node, then, is)
				&& (!idsReturn || isConfirmed(node.was(), then, is, now));
	}

	/**
	 * A file or folder does not become a link or a device: that got an id which was given again. What was moved to where it
	 * is left out has left the task.
	 */
	private static boolean mayHide(Blocked blocked, Entry then) {
		return switch (blocked.reason()) {
			case LINK_NOT_HELD -> then instanceof Link;
			case SPECIAL, IGNORED, UNSELECTED -> false;
			case UNREADABLE, HIDDEN, ILLEGAL_NAME, NAME_CLASH, UNSETTLED, LOST_AFTER_MOVE, SELECTED_MISSING -> true;
		};
	}

	/** A file has not left where a file nobody knows has taken its name and it stands beside it. */
	private boolean hasLeft(Spot node, Entry then, SyncPath is) {
		return then instanceof Directory || !is.parent().equals(node.home().parent())
				|| !Whereabouts.sameKind(then, Tree.at(tree, node.home()))
				|| goneIds.contains(id(after, node.home()));
	}

	/** An id that may have been given again counts only with another sign that it is the same node. */
	private boolean isConfirmed(SyncPath was, Entry then, SyncPath is, Entry now) {
		if (then instanceof Directory old && now instanceof Directory present) {
			return old.size() == 0 || shareName(old, present) || livesOn(was, old);
		}
		String version = before.of(was).map(Identity::version).orElse("");
		if (!version.isEmpty() && version.equals(after.of(is).map(Identity::version).orElse(""))) {
			return true;
		}
		if (then instanceof File old && now instanceof File present) {
			if (present.content() instanceof Unread && old.size() == present.size()) {
				doubtful.add(is);
			}
			return old.content().equals(present.content());
		}
		return then.equals(now);
	}

	/** Returns whether something that was in a folder stands elsewhere, so that it was not deleted as a whole. */
	private boolean livesOn(SyncPath was, Directory old) {
		for (int i = 0; i < old.size(); i++) {
			if (freshIds.containsKey(id(before, was.child(old.name(i))))) {
				return true;
			}
		}
		return false;
	}

	private static boolean shareName(Directory one, Directory other) {
		for (int i = 0; i < one.size(); i++) {
			if (other.child(one.name(i)).exists()) {
				return true;
			}
		}
		return false;
	}
}
