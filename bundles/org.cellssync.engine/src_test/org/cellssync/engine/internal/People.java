package org.cellssync.engine.internal;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

import org.cellssync.core.tree.SyncPath;

/** What people do to files, at random, with names so few that they get into each other's way. */
final class People {

	static final List<String> NAMES = List.of("a", "b", "c", "d", "A", "é", "É");

	private final RandomGenerator random;
	private final Ledger ledger;
	private final Consumer<Supplier<String>> trace;

	People(RandomGenerator random, Ledger ledger, Consumer<Supplier<String>> trace) {
		this.random = random;
		this.ledger = ledger;
		this.trace = trace;
	}

	/** Does something in one place. */
	void edit(SimulatedStore store) {
		List<SyncPath> held = List.copyOf(store.paths());
		SyncPath some = held.isEmpty() ? SyncPath.ROOT : held.get(random.nextInt(held.size()));
		SyncPath other = held.isEmpty() ? SyncPath.ROOT : held.get(random.nextInt(held.size()));
		SyncPath free = freePath(store);
		String done = switch (random.nextInt(22)) {
			case 0, 1, 2 -> create(store, free);
			case 3, 4 -> makeFolder(store, free);
			case 5, 6, 7, 8, 9 -> move(store, some, free);
			case 10 -> swap(store, some, other);
			case 11, 12, 13 -> write(store, some);
			case 14 -> save(store, some);
			case 15, 16 -> delete(store, some);
			case 17 -> replace(store, some);
			case 18 -> copy(store, some, free);
			case 19 -> rename(store, some);
			case 20 -> createDecomposed(store, anyPath());
			default -> hide(store, some);
		};
		trace.accept(() -> store.name() + ' ' + done);
	}

	/** Writes to one file all the time for a moment. */
	void scribble(SimulatedStore store, SimulatedTime time) {
		List<SyncPath> files = store.paths().stream().filter(path -> isFile(store, path)).toList();
		if (!files.isEmpty()) {
			SyncPath path = files.get(random.nextInt(files.size()));
			int millis = 0;
			for (int i = 0; i < 25; i++) {
				millis += random.nextInt(4);
				time.after(Duration.ofMillis(millis), () -> {
					String done = store.at(path) == null ? "-" : write(store, path);
					trace.accept(() -> store.name() + ' ' + done);
				});
			}
		}
	}

	private SyncPath freePath(SimulatedStore store) {
		SyncPath path = anyPath();
		for (int i = 0; i < 20 && !store.takes(path); i++) {
			path = anyPath();
		}
		return path;
	}

	private SyncPath anyPath() {
		SyncPath path = SyncPath.ROOT;
		for (int depth = random.nextInt(3); depth >= 0; depth--) {
			path = path.child(NAMES.get(random.nextInt(NAMES.size())));
		}
		return path;
	}

	private String create(SimulatedStore store, SyncPath path) {
		if (!store.takes(path)) {
			return "-";
		}
		long content = ledger.write();
		store.create(path, content);
		return "create " + path + " #" + content;
	}

	private String makeFolder(SimulatedStore store, SyncPath path) {
		if (!store.takes(path)) {
			return "-";
		}
		store.makeFolder(path);
		return "mkdir " + path;
	}

	private String move(SimulatedStore store, SyncPath from, SyncPath to) {
		if (from.isRoot() || !store.takes(to) || to.startsWith(from)) {
			return "-";
		}
		ledger.moved(store.at(from));
		store.move(from, to);
		return "move " + from + " to " + to;
	}

	/** Changes the case of a name, or its Unicode form alone. */
	private String rename(SimulatedStore store, SyncPath path) {
		if (path.isRoot()) {
			return "-";
		}
		if (path.name().equals("é") && random.nextBoolean()) {
			store.reform(path);
			return "reform " + path;
		}
		String name = path.name();
		String upper = name.toUpperCase(Locale.ROOT);
		SyncPath to = path.parent().child(name.equals(upper) ? name.toLowerCase(Locale.ROOT) : upper);
		if (!store.takes(to, store.at(path))) {
			return "-";
		}
		ledger.moved(store.at(path));
		store.move(path, to);
		return "move " + path + " to " + to;
	}

	private String createDecomposed(SimulatedStore store, SyncPath path) {
		if (!store.takesDecomposed(path)) {
			return "-";
		}
		long content = ledger.write();
		store.createDecomposed(path, content);
		return "create decomposed " + path + " #" + content;
	}

	private String swap(SimulatedStore store, SyncPath one, SyncPath other) {
		if (one.isRoot() || one.startsWith(other) || other.startsWith(one)) {
			return "-";
		}
		SyncPath aside = SyncPath.of("aside");
		ledger.moved(store.at(one));
		ledger.moved(store.at(other));
		store.move(one, aside);
		store.move(other, one);
		store.move(aside, other);
		return "swap " + one + " and " + other;
	}

	private static boolean isFile(SimulatedStore store, SyncPath path) {
		return !path.isRoot() && !store.holdsFolder(path);
	}

	private String write(SimulatedStore store, SyncPath path) {
		if (!isFile(store, path)) {
			return "-";
		}
		if (random.nextInt(5) == 0) {
			store.write(path, store.at(path).content);
			return "touch " + path;
		}
		long content = ledger.write(store.at(path));
		store.write(path, content);
		return "write " + path + " #" + content;
	}

	/** As editors do it: a new file in the place of the old one. */
	private String save(SimulatedStore store, SyncPath path) {
		if (!isFile(store, path)) {
			return "-";
		}
		SyncPath temporary = path.parent().child("saving");
		long content = ledger.write(store.at(path));
		store.create(temporary, content);
		store.remove(path);
		store.move(temporary, path);
		return "save " + path + " #" + content;
	}

	private String delete(SimulatedStore store, SyncPath path) {
		if (path.isRoot()) {
			return "-";
		}
		ledger.delete(store.at(path));
		store.remove(path);
		return "delete " + path;
	}

	private String replace(SimulatedStore store, SyncPath path) {
		if (path.isRoot()) {
			return "-";
		}
		boolean folder = store.holdsFolder(path);
		String deleted = delete(store, path);
		return deleted + ", " + (folder ? create(store, path) : makeFolder(store, path));
	}

	private String copy(SimulatedStore store, SyncPath from, SyncPath to) {
		if (!isFile(store, from) || !store.takes(to)) {
			return "-";
		}
		ledger.copied(store.at(from));
		store.create(to, store.at(from).content);
		return "copy " + from + " to " + to;
	}

	private String hide(SimulatedStore store, SyncPath path) {
		if (path.isRoot()) {
			return "-";
		}
		boolean hidden = !store.at(path).hidden;
		store.hide(path, hidden);
		ledger.hide(store.at(path));
		return (hidden ? "hide " : "show ") + path;
	}
}
