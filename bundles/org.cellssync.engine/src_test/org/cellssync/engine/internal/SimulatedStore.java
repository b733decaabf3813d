package org.cellssync.engine.internal;

import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Reason;
import org.cellssync.core.tree.SyncPath;

/**
 * The files of a disk or of a server, for people and programs to change. Single changes happen at one moment. A disk
 * gives the keys of deleted files to new ones and stamps them with the ticks of a coarse clock, and some do not tell
 * names apart that differ by case or Unicode form only; a server shows contents late or not at all, and loses things
 * that are in folders when these move. Children are kept by their exact names, of which two may be one name to a path.
 */
final class SimulatedStore {

	private static final long TICK = 4;

	private final String name;
	private final boolean server;
	private final boolean folds;
	private final SimulatedTime time;
	private final SimulatedTime.Clock clock;
	private final RandomGenerator random;
	private final SimulatedNode root;
	private final Deque<String> freeKeys = new ArrayDeque<>();
	private final List<Consumer<Collection<SyncPath>>> watchers = new ArrayList<>();
	/** Contents that can be had back: deleted by a program, or replaced by one on a disk. */
	private final Set<Long> kept = new TreeSet<>();
	/** Contents that were ever here. */
	private final Set<Long> seen = new TreeSet<>();
	/** Contents that were in a folder that moved, and then no more. */
	private final Set<Long> lost = new TreeSet<>();
	private boolean losing;
	private long changes;
	private long last;

	SimulatedStore(String name, boolean server, SimulatedTime time, RandomGenerator random) {
		this(name, server, false, time, random);
	}

	/** @param folds whether names are one that differ by case or Unicode form only */
	SimulatedStore(String name, boolean server, boolean folds, SimulatedTime time, RandomGenerator random) {
		this.name = name;
		this.server = server;
		this.folds = folds;
		this.time = time;
		this.clock = time.newClock();
		this.random = random;
		this.root = new SimulatedNode(true, name + "-root", 0, time.instant());
	}

	String name() {
		return name;
	}

	/** Returns what it takes for the time. */
	SimulatedTime.Clock clock() {
		return clock;
	}

	boolean isServer() {
		return server;
	}

	/** Returns whether names are one that differ by case or Unicode form only. */
	boolean folds() {
		return folds;
	}

	SimulatedNode root() {
		return root;
	}

	Set<Long> kept() {
		return kept;
	}

	Set<Long> seen() {
		return seen;
	}

	Set<Long> lost() {
		return lost;
	}

	/** Has moves of folders lose what is in them, sometimes. */
	void losing(boolean now) {
		losing = now;
	}

	void watch(Consumer<Collection<SyncPath>> watcher) {
		watchers.add(watcher);
	}

	/** Returns how often something was changed here. */
	long changes() {
		return changes;
	}

	private void changed(SyncPath... paths) {
		changes++;
		watchers.forEach(watcher -> watcher.accept(List.of(paths)));
	}

	/** Returns the node at {@code path}, of two forms of a name the composed one; null where there is none. */
	SimulatedNode at(SyncPath path) {
		SimulatedNode node = root;
		for (String segment : path.segments()) {
			node = node == null ? null : node.children.get(exact(node, segment));
		}
		return node;
	}

	private static String exact(SimulatedNode folder, String name) {
		return folder.children.containsKey(name) ? name : decomposed(name);
	}

	private static String decomposed(String name) {
		return Normalizer.normalize(name, Normalizer.Form.NFD);
	}

	/** Returns the name that what stands at {@code path} has here. */
	String exactName(SyncPath path) {
		return path.isRoot() ? "" : exact(at(path.parent()), path.name());
	}

	/** Returns whether both Unicode forms of a name are there. */
	boolean isAmbiguous(SyncPath path) {
		SimulatedNode folder = path.isRoot() ? null : at(path.parent());
		return folder != null && !decomposed(path.name()).equals(path.name()) && folder.children.containsKey(path.name())
				&& folder.children.containsKey(decomposed(path.name()));
	}

	/** Returns whether the disk takes a name for that of something else than {@code moving} in the same folder. */
	boolean clashes(SyncPath path, SimulatedNode moving) {
		SimulatedNode folder = path.isRoot() ? null : at(path.parent());
		return folds && folder != null && folder.children.entrySet().stream().anyMatch(
				each -> each.getValue() != moving && !each.getKey().equals(path.name())
						&& fold(each.getKey()).equals(fold(path.name())));
	}

	private static String fold(String name) {
		return decomposed(name).toLowerCase(Locale.ROOT);
	}

	boolean holdsFolder(SyncPath path) {
		SimulatedNode node = at(path);
		return node != null && node.folder;
	}

	boolean takes(SyncPath path) {
		return takes(path, null);
	}

	/** Returns whether {@code moving}, which stands here already, can get this name. */
	boolean takes(SyncPath path, SimulatedNode moving) {
		return !path.isRoot() && holdsFolder(path.parent()) && at(path) == null && !clashes(path, moving);
	}

	SortedSet<SyncPath> paths() {
		SortedSet<SyncPath> paths = new TreeSet<>();
		paths(SyncPath.ROOT, root, paths);
		return paths;
	}

	private static void paths(SyncPath path, SimulatedNode node, SortedSet<SyncPath> paths) {
		node.children.forEach((child, below) -> {
			paths.add(path.child(child));
			paths(path.child(child), below, paths);
		});
	}

	/** Returns all that is here, with its contents. */
	Entry tree() {
		return tree(root);
	}

	private static Entry tree(SimulatedNode node) {
		if (!node.folder) {
			return node.file();
		}
		SortedMap<String, Entry> children = new TreeMap<>();
		node.children.forEach((child, below) -> children.merge(SyncPath.ROOT.child(child).name(), tree(below),
				(one, other) -> Entry.Blocked.of(Reason.NAME_CLASH)));
		return Directory.of(children);
	}

	private String newId() {
		boolean reused = !server && !freeKeys.isEmpty() && random.nextInt(3) == 0;
		return reused ? freeKeys.pop() : name + ++last;
	}

	/** Puts a new folder under a free name. */
	SimulatedNode makeFolder(SyncPath path) {
		SimulatedNode node = new SimulatedNode(true, newId(), 0, clock.instant());
		at(path.parent()).children.put(path.name(), node);
		changed(path);
		return node;
	}

	/** Puts a new file under a free name. */
	SimulatedNode create(SyncPath path, long content) {
		SimulatedNode node = new SimulatedNode(false, newId(), content, clock.instant());
		stamp(node, clock.instant());
		at(path.parent()).children.put(path.name(), node);
		changed(path);
		return node;
	}

	/** Puts a new file under the decomposed form of a name, whether the composed one is there or not. */
	SimulatedNode createDecomposed(SyncPath path, long content) {
		SimulatedNode node = new SimulatedNode(false, newId(), content, clock.instant());
		stamp(node, clock.instant());
		at(path.parent()).children.put(decomposed(path.name()), node);
		changed(path);
		return node;
	}

	/** Returns whether something can be put under the decomposed form of a name, which is another one than the composed. */
	boolean takesDecomposed(SyncPath path) {
		String exact = decomposed(path.name());
		return !path.isRoot() && !exact.equals(path.name()) && holdsFolder(path.parent())
				&& !at(path.parent()).children.containsKey(exact) && !(folds && at(path) != null) && !clashes(path, null);
	}

	/** Gives what stands at {@code path} the other Unicode form of its name. */
	void reform(SyncPath path) {
		SimulatedNode folder = at(path.parent());
		String exact = exact(folder, path.name());
		String other = exact.equals(path.name()) ? decomposed(exact) : path.name();
		if (!folder.children.containsKey(other)) {
			folder.children.put(other, folder.children.remove(exact));
			changed(path);
		}
	}

	/** Gives a file other content, in place. */
	SimulatedNode write(SyncPath path, long content) {
		SimulatedNode node = at(path);
		node.content = content;
		stamp(node, clock.instant());
		changed(path);
		return node;
	}

	/** Has a file show a time, which a program can set as it likes. */
	void stamp(SimulatedNode node, Instant modified) {
		int size = SimulatedNode.size(node.content);
		seen.add(node.content);
		if (server) {
			node.modified = modified;
			node.version = "e" + ++last + ':' + size;
			node.settled = time.instant().plus(Duration.ofMillis(random.nextInt(10) == 0 ? random.nextInt(70_000)
					: random.nextInt(600)));
			node.proven = random.nextInt(4) != 0;
		} else {
			node.modified = Instant.ofEpochMilli(modified.toEpochMilli() / TICK * TICK);
			node.version = size + ":" + node.modified.toEpochMilli() + ':' + node.id;
		}
	}

	private SimulatedNode taken(SyncPath path) {
		SimulatedNode folder = at(path.parent());
		return folder.children.remove(exact(folder, path.name()));
	}

	/** Takes everything at {@code path} away. */
	void remove(SyncPath path) {
		freeKeys(taken(path));
		changed(path);
	}

	private void freeKeys(SimulatedNode node) {
		if (!server && !node.folder) {
			freeKeys.add(node.id);
		}
		node.children.values().forEach(this::freeKeys);
	}

	/** Takes everything at {@code path} away, to be had back; it keeps its keys. */
	void discard(SyncPath path) {
		taken(path).contents(kept::add);
		changed(path);
	}

	/** Gives what stands at {@code from} a free name. */
	void move(SyncPath from, SyncPath to) {
		SimulatedNode node = taken(from);
		at(to.parent()).children.put(to.name(), node);
		changed(from, to);
		if (losing && node.folder && random.nextInt(3) == 0) {
			lose(to, node, random.nextBoolean());
		}
	}

	private void lose(SyncPath path, SimulatedNode folder, boolean all) {
		for (String child : List.copyOf(folder.children.keySet())) {
			SimulatedNode node = folder.children.get(child);
			if (all || random.nextBoolean()) {
				node.contentsWithLost(folder.lost::add);
				lost.addAll(folder.lost);
				folder.children.remove(child);
				changed(path.child(child));
			} else if (node.folder) {
				lose(path.child(child), node, false);
			}
		}
	}

	/** Returns all that is here, to be had back as it is now. */
	SimulatedNode backup() {
		return root.copy();
	}

	/** Has it be as it was then: what came since is lost, though others may still have it. */
	void restore(SimulatedNode backup) {
		root.contents(lost::add);
		backup.contents(lost::remove);
		root.children.clear();
		root.children.putAll(backup.copy().children);
		changed(SyncPath.ROOT);
	}

	/** Keeps a content that was brought here only to be had back. */
	void keep(long content) {
		kept.add(content);
		seen.add(content);
	}

	/** Hides what stands at {@code path}, or shows it again. */
	void hide(SyncPath path, boolean hidden) {
		at(path).hidden = hidden;
		changed(path);
	}

	/** Shows everything again. */
	void showAll() {
		if (show(root)) {
			changed(SyncPath.ROOT);
		}
	}

	private static boolean show(SimulatedNode node) {
		boolean any = node.hidden;
		node.hidden = false;
		for (SimulatedNode child : node.children.values()) {
			any |= show(child);
		}
		return any;
	}
}
