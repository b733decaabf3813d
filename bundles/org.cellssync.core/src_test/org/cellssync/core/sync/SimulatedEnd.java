package org.cellssync.core.sync;

import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import org.cellssync.core.tree.Digest;
import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Entry.Absent;
import org.cellssync.core.tree.Entry.Blocked;
import org.cellssync.core.tree.Entry.File;
import org.cellssync.core.tree.Identities;
import org.cellssync.core.tree.Identity;
import org.cellssync.core.tree.Reason;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.core.tree.Tree;
import org.cellssync.core.tree.TreeEdits;
import org.cellssync.core.tree.Unread;

/**
 * An end in memory: nodes with ids that they keep when they move. Strict: refuses what a step must not meet.
 */
final class SimulatedEnd {

	/**
	 * One node.
	 *
	 * @param entry what it holds; folders without children
	 * @param read whether its content is proven
	 * @param version changes with every write and touch
	 */
	record Item(String id, Entry entry, boolean read, int version) {
	}

	/** A step met what it must not meet. */
	static final class Refused extends RuntimeException {
		private static final long serialVersionUID = 1L;

		Refused(String message) {
			super(message);
		}
	}

	private final String name;
	private final boolean tellsIds;
	private final NavigableMap<SyncPath, Item> items = new TreeMap<>();
	private final Set<String> blockedIds = new HashSet<>();
	private int lastId;
	private int lastVersion;
	private Entry tree;
	private Identities identities;

	/** @param tellsIds whether it has ids that last */
	SimulatedEnd(String name, boolean tellsIds) {
		this.name = name;
		this.tellsIds = tellsIds;
		items.put(SyncPath.ROOT, new Item(name + "-root", Directory.EMPTY, true, 0));
	}

	NavigableMap<SyncPath, Item> items() {
		return Collections.unmodifiableNavigableMap(items);
	}

	private void changed() {
		tree = null;
		identities = null;
	}

	boolean holds(SyncPath path) {
		return items.containsKey(path);
	}

	boolean holdsFolder(SyncPath path) {
		return holds(path) && items.get(path).entry() instanceof Directory;
	}

	String newId() {
		return name + ++lastId;
	}

	/** Puts something new under a free name. */
	void create(SyncPath path, String id, Entry entry, boolean read) {
		changed();
		items.put(path, new Item(id, entry, read, ++lastVersion));
	}

	/** Gives an existing node other content. */
	void write(SyncPath path, Entry entry, boolean read) {
		changed();
		items.put(path, new Item(items.get(path).id(), entry, read, ++lastVersion));
	}

	void delete(SyncPath path) {
		changed();
		below(path).forEach(items::remove);
	}

	void move(SyncPath from, SyncPath to) {
		changed();
		SortedSet<SyncPath> moving = below(from);
		Map<SyncPath, Item> moved = new HashMap<>();
		moving.forEach(path -> moved.put(path.relocated(from, to), items.remove(path)));
		items.putAll(moved);
	}

	private SortedSet<SyncPath> below(SyncPath path) {
		SortedSet<SyncPath> paths = new TreeSet<>();
		items.keySet().stream().filter(each -> each.startsWith(path)).forEach(paths::add);
		return paths;
	}

	/** Nobody can read or list this node until it is let go. */
	void block(SyncPath path) {
		changed();
		blockedIds.add(items.get(path).id());
	}

	void unblockAll() {
		changed();
		blockedIds.clear();
	}

	/** Returns what stands blocked and below that, by id. */
	Map<String, Entry> blocked() {
		Map<String, Entry> blocked = new TreeMap<>();
		items.forEach((path, item) -> {
			if (isBlocked(path)) {
				blocked.put(item.id(), item.entry());
			}
		});
		return blocked;
	}

	private boolean isBlocked(SyncPath path) {
		return !blockedIds.isEmpty()
				&& (blockedIds.contains(items.get(path).id()) || !path.isRoot() && isBlocked(path.parent()));
	}

	Entry tree() {
		if (tree == null) {
			TreeEdits edits = new TreeEdits();
			items.forEach((path, item) -> {
				if (path.isRoot() || !isBlocked(path.parent())) {
					edits.put(path, isBlocked(path) ? new Blocked(Reason.UNREADABLE) : shown(item));
				}
			});
			tree = edits.applyTo(Directory.EMPTY);
		}
		return tree;
	}

	private Entry shown(Item item) {
		return item.entry() instanceof File file && !item.read()
				? new File(Unread.of(name, item.id() + item.version()), file.size(), file.executable())
				: item.entry();
	}

	Identities identities() {
		if (identities == null) {
			identities = Identities.of(byPath());
		}
		return identities;
	}

	private Map<SyncPath, Identity> byPath() {
		Map<SyncPath, Identity> identities = new HashMap<>();
		items.forEach((path, item) -> {
			if (path.isRoot() || !isBlocked(path.parent())) {
				identities
						.put(path,
								new Identity(tellsIds ? item.id() : "", item.entry() instanceof Directory ? ""
										: item.id() + '@' + item.version(), Instant.EPOCH, path.name(),
										true));
			}
		});
		return identities;
	}

	/** Proves the content of a file. */
	void read(SyncPath path) {
		changed();
		Item item = items.get(path);
		items.put(path, new Item(item.id(), item.entry(), true, item.version()));
	}

	/** Does a step, taking content from {@code source}; returns what stands at its path then. */
	Entry perform(Step step, SimulatedEnd source) {
		return switch (step) {
			case Move move -> perform(move);
			case Change change -> perform(change, source);
		};
	}

	private Entry perform(Move move) {
		require(Tree.at(tree(), move.from()).equals(move.entry()), move, "what moves is not what was seen");
		require(!holds(move.to()), move, "the place is taken");
		require(holdsFolder(move.to().parent()), move, "no folder to move into");
		require(!move.to().startsWith(move.from()), move, "into itself");
		move(move.from(), move.to());
		return move.entry();
	}

	private Entry perform(Change change, SimulatedEnd source) {
		SyncPath path = change.path();
		require(Tree.at(tree(), path).equals(change.before()), change,
				"what stands there is not what was seen");
		require(path.isRoot() || holdsFolder(path.parent()), change, "no folder to put it in");
		if (!change.after().exists()) {
			delete(path);
			return Absent.ABSENT;
		}
		require(!(change.before() instanceof Directory), change,
				"a folder must go before something else stands there");
		Entry made = change.after() instanceof File file ? source.given(path, file) : change.after();
		if (holds(path)) {
			require(!(made instanceof Directory), change, "a file must go before a folder stands there");
			write(path, made, true);
		} else {
			create(path, newId(), made, true);
		}
		return made;
	}

	/** Gives out content; the bit is the receiver's matter. */
	private File given(SyncPath path, File wanted) {
		if (!holds(path) || !(items.get(path).entry() instanceof File file)) {
			// A change of the executable bit alone needs no content.
			if (wanted.content() instanceof Digest) {
				return wanted;
			}
			throw new Refused(name + " does not hold " + path);
		}
		File shown = (File) shown(items.get(path));
		if (!shown.content().equals(wanted.content())) {
			if (wanted.content() instanceof Digest) {
				return wanted;
			}
			throw new Refused(name + " holds something else at " + path);
		}
		read(path);
		return new File(file.content(), file.size(), wanted.executable());
	}

	private void require(boolean holds, Step step, String message) {
		if (!holds) {
			throw new Refused(name + ": " + message + ": " + step);
		}
	}
}
