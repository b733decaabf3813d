package org.cellssync.core.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

import org.cellssync.core.tree.Digest;
import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Entry.File;
import org.cellssync.core.tree.Entry.Link;
import org.cellssync.core.tree.SyncPath;

/**
 * What people do to files, at random. Every content is written once, so that it can be followed. Some names
 * differ by case only, some are two Unicode forms of one name.
 */
final class RandomEdits {

	private static final List<String> NAMES = List.of("a", "b", "c", "A", "\u00e9", "e\u0301", "E\u0301");

	/** Which edits may happen. */
	enum Scope {
		ALL(0, 12), CREATIONS(0, 4), MOVES(4, 8);

		private final int first;
		private final int end;

		Scope(int first, int end) {
			this.first = first;
			this.end = end;
		}
	}

	private final RandomGenerator random;
	private final boolean reads;
	private final Scope scope;
	private long lastContent;

	/**
	 * @param reads whether what is written is read at once, so that nothing is ever unread
	 * @param scope what may happen
	 * @param lastContent contents after this one are given to nobody else
	 */
	RandomEdits(RandomGenerator random, boolean reads, Scope scope, long lastContent) {
		this.random = random;
		this.reads = reads;
		this.scope = scope;
		this.lastContent = lastContent;
	}

	/** Does something on both ends alike. */
	String editAlike(SimulatedPair pair) {
		SyncPath path = anyPath();
		File file = newFile();
		for (Side side : Side.values()) {
			SimulatedEnd end = pair.end(side);
			if (end.holdsFolder(path.parent()) && !end.holds(path)) {
				end.create(path, end.newId(), file, isRead());
			}
		}
		return "create " + path + " " + file;
	}

	/** Does something on one end. */
	String edit(SimulatedEnd end) {
		List<SyncPath> held = new ArrayList<>(end.items().keySet());
		SyncPath some = held.get(random.nextInt(held.size()));
		SyncPath other = held.get(random.nextInt(held.size()));
		SyncPath free = freePath(end);
		return switch (random.nextInt(scope.first, scope.end)) {
			case 0, 1 -> create(end, free, newFile());
			case 2 -> create(end, free, Directory.EMPTY);
			case 3 -> random.nextInt(3) == 0 ? create(end, free, new Link("to" + ++lastContent)) : "";
			case 4, 5, 6 -> move(end, some, free);
			case 7 -> swap(end, some, other);
			case 8, 9 -> write(end, some);
			case 10 -> delete(end, some);
			default -> replace(end, some);
		};
	}

	private File newFile() {
		lastContent++;
		return new File(new Digest(lastContent, lastContent), 10 + lastContent % 3, false);
	}

	private boolean isRead() {
		return reads || random.nextBoolean();
	}

	private SyncPath anyPath() {
		SyncPath path = SyncPath.ROOT;
		for (int depth = random.nextInt(3); depth >= 0; depth--) {
			path = path.child(NAMES.get(random.nextInt(NAMES.size())));
		}
		return path;
	}

	/** Returns a name in an existing folder, mostly a free one. */
	private SyncPath freePath(SimulatedEnd end) {
		SyncPath path = anyPath();
		for (int i = 0; i < 20 && (end.holds(path) || !end.holdsFolder(path.parent())); i++) {
			path = anyPath();
		}
		return path;
	}

	private static boolean isFree(SimulatedEnd end, SyncPath path) {
		return !end.holds(path) && end.holdsFolder(path.parent());
	}

	private String create(SimulatedEnd end, SyncPath path, Entry entry) {
		if (!isFree(end, path)) {
			return "";
		}
		end.create(path, end.newId(), entry, !(entry instanceof File) || isRead());
		return "create " + path + " " + entry;
	}

	private String write(SimulatedEnd end, SyncPath path) {
		if (!(end.items().get(path).entry() instanceof File old)) {
			return "";
		}
		File written = switch (random.nextInt(4)) {
			case 0 -> new File(old.content(), old.size(), !old.executable());
			case 1 -> old;
			default -> newFile();
		};
		end.write(path, written, isRead());
		return "write " + path + " " + written;
	}

	private static String delete(SimulatedEnd end, SyncPath path) {
		if (path.isRoot()) {
			return "";
		}
		end.delete(path);
		return "delete " + path;
	}

	private static String move(SimulatedEnd end, SyncPath from, SyncPath to) {
		if (from.isRoot() || !isFree(end, to) || to.startsWith(from)) {
			return "";
		}
		end.move(from, to);
		return "move " + from + " to " + to;
	}

	private static String swap(SimulatedEnd end, SyncPath one, SyncPath other) {
		if (one.startsWith(other) || other.startsWith(one)) {
			return "";
		}
		SyncPath aside = SyncPath.of("aside");
		end.move(one, aside);
		end.move(other, one);
		end.move(aside, other);
		return "swap " + one + " and " + other;
	}

	private String replace(SimulatedEnd end, SyncPath path) {
		if (path.isRoot()) {
			return "";
		}
		Entry entry = end.items().get(path).entry() instanceof Directory ? newFile() : Directory.EMPTY;
		end.delete(path);
		end.create(path, end.newId(), entry, true);
		return "replace " + path + " by " + entry;
	}
}
