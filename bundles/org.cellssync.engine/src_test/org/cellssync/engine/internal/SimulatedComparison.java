package org.cellssync.engine.internal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

import org.cellssync.api.endpoint.Hint;
import org.cellssync.api.endpoint.Scan;
import org.cellssync.api.endpoint.ScanRequest;
import org.cellssync.core.ignore.Ignore;
import org.cellssync.core.sync.Move;
import org.cellssync.core.sync.Step;
import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Identity;
import org.cellssync.core.tree.SyncPath;

/**
 * Compares what a server holds, folder by folder, while everything else goes on, with what was last seen there, and hints at
 * what differs: how an end finds out what changed while nothing was told of it.
 */
final class SimulatedComparison {

	private final SimulatedStore store;
	private final SimulatedCalls calls;
	private final RandomGenerator random;
	private Optional<Scan> last = Optional.empty();
	private Ignore ignore = Ignore.NOTHING;
	private final Set<SyncPath> acted = new TreeSet<>();
	private Optional<Consumer<Hint>> hints = Optional.empty();
	private boolean compared;
	private boolean looking;
	private boolean waiting;
	/** Grows with each beginning: what an earlier one still does is of no matter. */
	private long turn;

	SimulatedComparison(SimulatedStore store, SimulatedCalls calls) {
		this.store = store;
		this.calls = calls;
		this.random = calls.random();
	}

	/** A folder that both hold. */
	private record Folder(SyncPath path, Directory expected) {
	}

	void lookBegins() {
		looking = true;
	}

	/** A look has ended; it is empty where that failed. */
	void lookEnds(ScanRequest request, Optional<Scan> scan) {
		looking = false;
		if (scan.isPresent()) {
			last = scan;
			ignore = request.ignore();
			acted.clear();
			compared = false;
		}
		if (waiting) {
			waiting = false;
			begin();
		}
	}

	/** A step has ended. */
	void acted(Step step) {
		Collection<SyncPath> paths = step instanceof Move move ? List.of(move.from(), move.to()) : List.of(step.path());
		if (compared) {
			hints.orElseThrow().accept(Hint.at(paths));
		} else {
			acted.addAll(paths);
		}
	}

	/** Compares from now on. */
	void begin(Consumer<Hint> told) {
		hints = Optional.of(told);
		begin();
	}

	private void begin() {
		turn++;
		if (looking) {
			// What that has seen already may be out of date.
			waiting = true;
			return;
		}
		if (last.isEmpty() || !(last.get().tree() instanceof Directory root)) {
			hint(Hint.Everything.EVERYTHING);
			return;
		}
		compared = true;
		hint(Hint.at(acted));
		acted.clear();
		Deque<Folder> open = new ArrayDeque<>(List.of(new Folder(SyncPath.ROOT, root)));
		goOn(open, last.get(), turn);
	}

	private void hint(Hint hint) {
		if (!hint.isNothing()) {
			calls.trace(() -> "  compared: " + hint);
			hints.orElseThrow().accept(hint);
		}
	}

	private void goOn(Deque<Folder> open, Scan base, long now) {
		calls.time().after(Duration.ofMillis(random.nextInt(random.nextInt(10) == 0 ? 20_000 : 100)), () -> {
			if (turn == now && random.nextInt(30) == 0) {
				calls.trace(() -> "  a comparison breaks");
				begin();
			} else if (turn == now && !open.isEmpty()) {
				compare(open.pop(), base, open);
				goOn(open, base, now);
			}
		});
	}

	private void compare(Folder folder, Scan base, Deque<Folder> open) {
		Set<SyncPath> differing = new TreeSet<>();
		Set<String> seen = new HashSet<>();
		// Of a folder that went elsewhere meanwhile an event tells.
		Map<String, SimulatedNode> children = store.holdsFolder(folder.path) ? store.at(folder.path).children : Map.of();
		children.forEach((exact, node) -> {
			SyncPath path = folder.path.child(exact);
			if (!node.hidden) {
				seen.add(path.name());
				Entry expected = folder.expected.child(path.name());
				if (ignore.ignored(path, node.folder)) {
					if (!ignore.shown(path, node.folder).equals(expected)) {
						differing.add(path);
					}
				} else if (!isSame(base.identities().of(path), expected, node, exact)) {
					differing.add(path);
				} else if (expected instanceof Directory directory) {
					open.push(new Folder(path, directory));
				}
			}
		});
		folder.expected.forEach((name, entry) -> {
			if (!seen.contains(name)) {
				differing.add(folder.path.child(name));
			}
		});
		hint(Hint.at(differing));
	}

	private boolean isSame(Optional<Identity> then, Entry expected, SimulatedNode node, String exact) {
		Identity now = node.identity(exact);
		if (node.folder) {
			return expected instanceof Directory
					&& then.filter(each -> each.id().equals(now.id()) && each.exactName().equals(exact)).isPresent();
		}
		return expected instanceof Entry.File && then.filter(now::equals).isPresent();
	}
}
