package org.cellssync.core.sync;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.function.BiFunction;

import org.cellssync.core.sync.Tracker.Spot;
import org.cellssync.core.tree.Content;
import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Entry.File;
import org.cellssync.core.tree.Identities;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.core.tree.Tree;
import org.cellssync.core.tree.Unread;

/**
 * Finds files by their content, where their id is not known before or after: first under the same name, then
 * in the same folder, then anywhere, each first where there is no choice; what is left goes to the nearest
 * place. Empty files say nothing, unread ones must be read.
 */
final class SameContent {

	/** So many equal files are compared for each that is sought. */
	private static final int COMPARED = 100;

	private final Entry ancestor;
	private final Entry tree;
	private final Identities before;
	private final Identities after;

	SameContent(Entry ancestor, Entry tree, Identities before, Identities after) {
		this.ancestor = ancestor;
		this.tree = tree;
		this.before = before;
		this.after = after;
	}

	/**
	 * Matches files of the ancestor with files of the end.
	 *
	 * @param lost what is gone from its place
	 * @param fresh what is new at its place, with all below it
	 * @param found places of the end that have a node already, with all below them; added to
	 * @param moved what has moved where; added to
	 * @param doubtful unread files that may be one of the lost ones; added to
	 */
	void match(List<Spot> lost, List<SyncPath> fresh, Set<SyncPath> found,
			SortedMap<SyncPath, SyncPath> moved,
			SortedSet<SyncPath> doubtful) {
		List<Spot> sought = new ArrayList<>(lost);
		sought.removeIf(node -> !isFile(Tree.at(ancestor, node.was()))
				|| Tree.at(tree, node.home()) instanceof File);
		if (sought.isEmpty()) {
			return;
		}
		List<SyncPath> offered = new ArrayList<>();
		fresh.forEach(root -> offer(root, Tree.at(tree, root), found, offered));
		doubt(sought, offered, doubtful);
		offered.removeIf(this::isUnread);
		List<BiFunction<SyncPath, Object, Object>> nearness = List.of(
				(path, content) -> List.of(content, path.name()),
				(path, content) -> List.of(content, path.parent()), (path, content) -> content);
		for (BiFunction<SyncPath, Object, Object> key : nearness) {
			Map<Object, List<Spot>> from = new HashMap<>();
			Map<Object, List<SyncPath>> to = new HashMap<>();
			sought.forEach(node -> from.computeIfAbsent(key.apply(node.home(), then(node).content()),
					any -> new ArrayList<>()).add(node));
			offered.forEach(path -> to.computeIfAbsent(key.apply(path, now(path).content()),
					any -> new ArrayList<>()).add(path));
			from.forEach((content, nodes) -> pair(nodes, to.getOrDefault(content, List.of()), found, moved));
			sought.removeIf(node -> moved.containsKey(node.was()));
			offered.removeIf(found::contains);
		}
		pairNearest(sought, offered, found, moved);
	}

	/** Files that are equal can be taken for each other: whichever is chosen, the content is right. */
	private void pairNearest(List<Spot> sought, List<SyncPath> offered, Set<SyncPath> found,
			SortedMap<SyncPath, SyncPath> moved) {
		Map<Content, List<SyncPath>> byContent = new HashMap<>();
		offered.forEach(
				path -> byContent.computeIfAbsent(now(path).content(), any -> new ArrayList<>()).add(path));
		for (Spot node : sought) {
			List<SyncPath> places = byContent.getOrDefault(then(node).content(), List.of());
			places.stream().limit(COMPARED).filter(place -> isNews(node, place))
					.max(Comparator.comparingInt((SyncPath place) -> nearness(node.home(), place))
							.thenComparing(Comparator.reverseOrder()))
					.ifPresent(place -> {
						places.remove(place);
						found.add(place);
						moved.put(node.was(), place);
					});
		}
	}

	private boolean isNews(Spot node, SyncPath place) {
		return Tracker.id(before, node.was()).isEmpty() || Tracker.id(after, place).isEmpty();
	}

	/** Counts the names two paths share at their ends, which tell more, and at their beginnings. */
	private static int nearness(SyncPath one, SyncPath other) {
		String[] names = one.segments();
		String[] others = other.segments();
		int shorter = Math.min(names.length, others.length);
		int first = 0;
		while (first < shorter && names[first].equals(others[first])) {
			first++;
		}
		int last = 0;
		while (last < shorter && names[names.length - 1 - last].equals(others[others.length - 1 - last])) {
			last++;
		}
		return last * (shorter + 1) + first;
	}

	private void pair(List<Spot> nodes, List<SyncPath> places, Set<SyncPath> found,
			SortedMap<SyncPath, SyncPath> moved) {
		if (nodes.size() == 1 && places.size() == 1) {
			SyncPath is = places.getFirst();
			if (isNews(nodes.getFirst(), is)) {
				found.add(is);
				moved.put(nodes.getFirst().was(), is);
			}
		}
	}

	private void doubt(List<Spot> sought, List<SyncPath> offered, SortedSet<SyncPath> doubtful) {
		Map<Long, Boolean> unknownBySize = new HashMap<>();
		sought.forEach(
				node -> unknownBySize.merge(then(node).size(), Tracker.id(before, node.was()).isEmpty(),
						Boolean::logicalOr));
		for (SyncPath path : offered) {
			Boolean unknown = unknownBySize.get(now(path).size());
			if (isUnread(path) && unknown != null && (unknown || Tracker.id(after, path).isEmpty())) {
				doubtful.add(path);
			}
		}
	}

	private void offer(SyncPath path, Entry entry, Set<SyncPath> found, List<SyncPath> offered) {
		if (found.contains(path)) {
			return;
		}
		if (isFile(entry)) {
			offered.add(path);
		}
		if (entry instanceof Directory folder) {
			folder.forEach((name, child) -> offer(path.child(name), child, found, offered));
		}
	}

	private static boolean isFile(Entry entry) {
		return entry instanceof File file && file.size() > 0;
	}

	private boolean isUnread(SyncPath path) {
		return now(path).content() instanceof Unread;
	}

	private File then(Spot node) {
		return (File) Tree.at(ancestor, node.was());
	}

	private File now(SyncPath path) {
		return (File) Tree.at(tree, path);
	}
}
