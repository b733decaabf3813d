package org.cellssync.endpoint.cells.internal;

import java.text.Normalizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

import org.cellssync.api.util.Cancellation;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.transport.CellsException;

/**
 * The looks just before acting: one listing for all that is to be done in a folder within a moment. A large folder
 * is listed once; after that, what is acted on in it is asked for by name. Thread-safe.
 */
final class FolderLooks {

	/**
	 * To list more again and again costs a server more than to ask for each file: measured were 5,000 nodes listed, 200 read
	 * and 50 files taken in a second, and a look is fresh for five.
	 */
	private static final int MANY = 5000;
	/** For so long a folder that was read is taken for one that is there. */
	private static final long STANDS = Duration.ofSeconds(1).toNanos();

	private final NodeReader remote;
	private final ExactNames names;
	private final LongSupplier nanos;
	private final Map<SyncPath, FolderLook> looks = new ConcurrentHashMap<>();
	private final Map<SyncPath, Object> locks = new ConcurrentHashMap<>();
	private final Set<SyncPath> made = ConcurrentHashMap.newKeySet();
	private final Set<SyncPath> large = ConcurrentHashMap.newKeySet();
	private final Map<SyncPath, Long> standing = new ConcurrentHashMap<>();

	FolderLooks(NodeReader remote, ExactNames names) {
		this(remote, names, System::nanoTime);
	}

	FolderLooks(NodeReader remote, ExactNames names, LongSupplier nanos) {
		this.remote = remote;
		this.names = names;
		this.nanos = nanos;
	}

	/** Returns a fresh look that shows what stands at a path, if it does not show all that lies beside it. */
	FolderLook at(SyncPath path, Cancellation cancel) throws CellsException {
		Optional<FolderLook> look = in(path.parent(), cancel);
		return look.isPresent() ? look.get() : byName(path, cancel);
	}

	/** Returns whether a folder stands at a path. Not for the root. */
	boolean isFolder(SyncPath path, Cancellation cancel) throws CellsException {
		Long seen = standing.get(path);
		if (made.contains(path) || seen != null && nanos.getAsLong() - seen < STANDS) {
			return true;
		}
		// An empty listing is also that of a file and of nothing.
		if (in(path, cancel).filter(look -> !look.isEmpty()).isPresent()) {
			return true;
		}
		long asked = nanos.getAsLong();
		boolean there = remote.read(names.of(path), cancel).filter(node -> !node.leaf()).isPresent();
		if (there) {
			standing.put(path, asked);
		}
		return there;
	}

	/**
	 * Returns a fresh look at a folder, one that is not there being empty; none where it is too large to be listed
	 * again.
	 */
	private Optional<FolderLook> in(SyncPath folder, Cancellation cancel) throws CellsException {
		synchronized (locks.computeIfAbsent(folder, path -> new Object())) {
			FolderLook look = looks.get(folder);
			if (look == null || !look.isFresh(nanos.getAsLong())) {
				if (large.contains(folder)) {
					return Optional.empty();
				}
				look = absentAbove(folder) ? looks.get(folder.parent()).nothing() : list(folder, cancel);
				looks.put(folder, look);
			}
			return Optional.of(look);
		}
	}

	private FolderLook list(SyncPath folder, Cancellation cancel) throws CellsException {
		long begun = nanos.getAsLong();
		List<RemoteNode> nodes = remote.children(names.of(folder), cancel);
		if (nodes.size() > MANY) {
			large.add(folder);
		}
		return new FolderLook(nodes, begun, nanos.getAsLong() - begun);
	}

	/** Asks now for a node by each form its name may have; one of a mixed form is found by listings alone. */
	FolderLook byName(SyncPath path, Cancellation cancel) throws CellsException {
		long begun = nanos.getAsLong();
		String exact = names.of(path);
		String folder = exact.substring(0, exact.lastIndexOf('/') + 1);
		Set<String> forms = new LinkedHashSet<>(List.of(exact));
		forms.add(folder + Normalizer.normalize(path.name(), Normalizer.Form.NFC));
		forms.add(folder + Normalizer.normalize(path.name(), Normalizer.Form.NFD));
		List<RemoteNode> found = new ArrayList<>();
		for (String form : forms) {
			remote.child(form, cancel).ifPresent(found::add);
		}
		return new FolderLook(found, begun, 0);
	}

	/** Whether a fresh look at the parent shows no such folder: then nothing lies in it. */
	private boolean absentAbove(SyncPath folder) {
		if (folder.isRoot() || made.contains(folder)) {
			return false;
		}
		FolderLook parent = looks.get(folder.parent());
		return parent != null && parent.isFresh(nanos.getAsLong()) && parent.named(folder.name()).isEmpty();
	}

	/**
	 * Notes that a folder was made just now: nothing lies in it, whatever an earlier look at its parent
	 * shows.
	 */
	void made(SyncPath folder) {
		made.add(folder);
		looks.put(folder, new FolderLook(List.of(), nanos.getAsLong(), 0));
	}

	/** Has the folder that holds {@code path} looked at again before the next act, and all below the path. */
	void forget(SyncPath path) {
		looks.keySet().removeIf(folder -> folder.startsWith(path) || folder.equals(path.parent()));
		standing.keySet().removeIf(folder -> folder.startsWith(path));
	}
}
