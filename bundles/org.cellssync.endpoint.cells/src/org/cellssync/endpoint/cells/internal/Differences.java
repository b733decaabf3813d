package org.cellssync.endpoint.cells.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.state.KnownContent;
import org.cellssync.core.tree.Digest;
import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Identity;
import org.cellssync.core.tree.SyncPath;

/**
 * Compares a recursive listing, node by node as it comes, with what the last look held, and tells where to look. Nothing is
 * kept but the folders that are open on the way to the last node, with one bit for each thing expected in them: servers list
 * a folder before what is in it, and all that is in it before what stands beside it. Where one does not, folders are told
 * that need not be looked at, and nothing is missed. For one thread.
 */
final class Differences implements NodeConsumer {

	/** What is found is told that often at least, so that the first of it does not wait for the last. */
	private static final long TOLD_EACH = Duration.ofSeconds(1).toNanos();
	/** A call costs a server about as much as so many nodes of a listing: 7.6 ms by 0.2 ms, as measured. */
	private static final long CALL = 40;
	/** So few calls are always cheap. */
	private static final long FEW_CALLS = 16;
	private static final int MOST_PATHS = ChangeInbox.MOST_PATHS;

	private final LastLook.Known last;
	private final HashSightings sightings;
	private final LongSupplier nanos;
	private final Consumer<Collection<SyncPath>> places;
	private final Deque<Folder> open = new ArrayDeque<>();
	private final List<SyncPath> found = new ArrayList<>();
	/** Names that no path can hold. */
	private final Set<Diagnostic> odd = new HashSet<>();
	private String skipped = "";
	private long told;
	private long toldAt;
	private boolean news;

	/** A folder that is open. */
	private static final class Folder {
		private final String exactPath;
		private final SyncPath path;
		private final Directory expected;
		private final BitSet seen = new BitSet();
		/** How many differences were found before it was opened. */
		private final long before;
		/** How many nodes came that lie in it, at whatever depth. */
		private long nodes;
		/** How many calls it takes to look at what differs in it. */
		private long calls;
		private int differing;

		Folder(String exactPath, SyncPath path, Directory expected, long before) {
			this.exactPath = exactPath;
			this.path = path;
			this.expected = expected;
			this.before = before;
		}
	}

	/**
	 * A comparison of nothing yet.
	 *
	 * @param root what the look held
	 * @param nanos tells the time as {@link System#nanoTime()} does
	 * @param places takes where to look
	 */
	Differences(LastLook.Known last, Directory root, HashSightings sightings, LongSupplier nanos,
			Consumer<Collection<SyncPath>> places) {
		this.last = last;
		this.sightings = sightings;
		this.nanos = nanos;
		this.places = places;
		this.toldAt = nanos.getAsLong();
		open.push(new Folder("", SyncPath.ROOT, root, 0));
	}

	/** Takes one node in. */
	@Override
	public void accept(RemoteNode node) {
		String parent = TaskRoot.parent(node.path());
		if (isSkipped(node.path())) {
			open.element().nodes++;
		} else if (!isOpen(parent)) {
			astray(parent);
		} else {
			while (!open.element().exactPath.equals(parent)) {
				close();
			}
			compare(open.element(), node);
		}
		if (nanos.getAsLong() - toldAt > TOLD_EACH || found.size() > MOST_PATHS) {
			tell();
		}
	}

	private boolean isSkipped(String exactPath) {
		return !skipped.isEmpty() && exactPath.length() > skipped.length() && exactPath.startsWith(skipped)
				&& exactPath.charAt(skipped.length()) == '/';
	}

	private boolean isOpen(String exactPath) {
		for (Folder folder : open) {
			if (folder.exactPath.equals(exactPath)) {
				return true;
			}
		}
		return false;
	}

	/** Something in a folder that was left already, or that was never shown: that folder must be looked at. */
	private void astray(String folder) {
		skipped = folder;
		try {
			found.add(SyncPath.of(folder));
		} catch (IllegalArgumentException noPath) {
			found.add(SyncPath.ROOT);
		}
	}

	private void compare(Folder folder, RemoteNode node) {
		folder.nodes++;
		SyncPath path;
		try {
			path = folder.path.child(node.name());
		} catch (IllegalArgumentException noName) {
			odd.add(Diagnostic.of(Code.NAME_NOT_ALLOWED, folder.path.value(), node.name()));
			skipped = node.path();
			return;
		}
		int index = folder.expected.indexOf(path.name());
		Entry expected = index < 0 ? Entry.Absent.ABSENT : folder.expected.entry(index);
		if (index >= 0) {
			folder.seen.set(index);
		}
		if (Look.ignored(last.ignore(), path, !node.leaf())) {
			skipped = node.path();
			if (!Look.leftOut(last.ignore(), path, !node.leaf()).equals(expected)) {
				differs(folder, path);
			}
		} else if (node.leaf()) {
			compareFile(folder, path, node, expected);
		} else {
			compareFolder(folder, path, node, expected);
		}
	}

	private void compareFile(Folder folder, SyncPath path, RemoteNode node, Entry expected) {
		Optional<Digest> known = expected instanceof Entry.File file && file.content() instanceof Digest digest
				? Optional.of(digest)
				: Optional.empty();
		Finding finding = new Evidence(version -> known.map(digest -> new KnownContent.Proven(digest, Instant.EPOCH)),
				sightings)
				.of(node, true);
		boolean same = expected instanceof Entry.File
				&& last.scan().identities().of(path).filter(node.identity()::equals).isPresent();
		if (!same || !isSettled(finding, known)) {
			news |= finding != Finding.Unsettled.UNSETTLED;
			differs(folder, path);
		}
	}

	/** Returns whether what a known version shows has not changed, and is not about to. */
	private static boolean isSettled(Finding finding, Optional<Digest> known) {
		return switch (finding) {
			case Finding.Proven proven ->
				!proven.lookAgain() && known.filter(digest -> !digest.equals(proven.digest())).isEmpty();
			case Finding.Unproven unproven -> true;
			case Finding.Unsettled unsettled -> false;
		};
	}

	/** The time of a folder changes with what is in it, and says nothing. */
	private void compareFolder(Folder folder, SyncPath path, RemoteNode node, Entry expected) {
		Identity now = node.identity();
		boolean same = last.scan().identities().of(path).filter(then -> then.id().equals(now.id())
				&& then.exactName().equals(now.exactName()) && then.writable() == now.writable()).isPresent();
		if (same && expected instanceof Directory directory) {
			open.push(new Folder(node.path(), path, directory, told + found.size()));
		} else {
			skipped = node.path();
			news = true;
			folder.calls++;
			differs(folder, path);
		}
	}

	private void differs(Folder folder, SyncPath path) {
		folder.differing++;
		if (folder.differing == MOST_PATHS) {
			// One bound for all that is kept: the folder stands for what differs in it, and for what still will.
			tellInstead(folder);
		} else if (folder.differing < MOST_PATHS) {
			found.add(path);
		}
	}

	/** Has a folder looked at in the stead of all that was found in it. */
	private void tellInstead(Folder folder) {
		found.subList((int) Math.max(0, folder.before - told), found.size()).clear();
		found.add(folder.path);
	}

	/** Leaves a folder: what was expected in it and did not come is missing. */
	private void close() {
		Folder folder = open.pop();
		Directory expected = folder.expected;
		for (int i = folder.seen.nextClearBit(0); i < expected.size(); i = folder.seen.nextClearBit(i + 1)) {
			differs(folder, folder.path.child(expected.name(i)));
		}
		folder.calls += Math.min(folder.differing, 1 + expected.size() / CALL);
		if (folder.calls > FEW_CALLS && folder.calls * CALL > folder.nodes) {
			// One listing of all that is in it is cheaper than looks at all the places.
			tellInstead(folder);
			folder.calls = 2;
		}
		if (!open.isEmpty()) {
			open.element().nodes += folder.nodes;
			open.element().calls += folder.calls;
		}
	}

	/** The listing has come to its end. */
	void finish() {
		while (!open.isEmpty()) {
			close();
		}
		Set<Diagnostic> before = new HashSet<>(last.scan().problems());
		before.removeIf(problem -> problem.code() != Code.NAME_NOT_ALLOWED);
		Set<Diagnostic> gone = new HashSet<>(before);
		gone.removeAll(odd);
		odd.removeAll(before);
		odd.addAll(gone);
		odd.forEach(problem -> found.add(SyncPath.of(problem.subject())));
		tell();
	}

	/** Tells what was found so far. */
	void tell() {
		toldAt = nanos.getAsLong();
		if (!found.isEmpty()) {
			places.accept(List.copyOf(found));
			told += found.size();
			found.clear();
		}
	}

	/** Returns whether something came or changed, other than by settling. */
	boolean isNews() {
		return news && last.scan().lookAgain().isEmpty();
	}
}
