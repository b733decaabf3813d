package org.cellssync.endpoint.cells.internal;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.cellssync.api.util.Cancellation;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.transport.CellsError.Kind;
import org.cellssync.transport.CellsException;

/** Looks at some paths of one folder with as few calls as it takes. For one thread. */
final class Siblings {

	/**
	 * Up to this many are read one by one; a listing of the whole folder costs about as much as three reads.
	 */
	private static final int READ_SINGLY = 2;

	private final RemoteTree remote;
	private final ExactNames names;
	private final Set<SyncPath> gone = new HashSet<>();

	Siblings(RemoteTree remote, ExactNames names) {
		this.remote = remote;
		this.names = names;
	}

	/**
	 * Returns what stands at each path: nothing, one node, or several whose names differ in Unicode form
	 * only. Empty where nothing can be told, since the folder they were in does not answer itself.
	 */
	Optional<Map<SyncPath, List<RemoteNode>>> look(List<SyncPath> siblings, Cancellation cancel) throws CellsException {
		SyncPath parent = siblings.getFirst().parent();
		try {
			Map<SyncPath, List<RemoteNode>> found = find(siblings, parent, cancel);
			boolean all = siblings.stream().allMatch(path -> !found.getOrDefault(path, List.of()).isEmpty());
			return all || stands(parent, cancel) ? Optional.of(found) : Optional.empty();
		} catch (CellsException e) {
			if (!parent.isRoot() && (e.kind() == Kind.NOT_FOUND || e.kind() == Kind.HIDDEN)) {
				return Optional.empty();
			}
			throw e;
		}
	}

	/** Whether the task's own folder is there is asked elsewhere. */
	private boolean stands(SyncPath folder, Cancellation cancel) throws CellsException {
		return folder.isRoot() || remote.read(names.of(folder), cancel).isPresent();
	}

	private Map<SyncPath, List<RemoteNode>> find(List<SyncPath> siblings, SyncPath parent, Cancellation cancel)
			throws CellsException {
		Map<SyncPath, List<RemoteNode>> found = new HashMap<>();
		if (siblings.size() <= READ_SINGLY && siblings.stream().allMatch(Siblings::hasOneForm)) {
			for (SyncPath path : siblings) {
				found.put(path, read(path, cancel));
			}
			return found;
		}
		for (RemoteNode node : remote.children(names.of(parent), cancel)) {
			SyncPath path = SyncPath.of(parent.value() + '/' + node.name());
			found.computeIfAbsent(path, each -> new ArrayList<>()).add(node);
		}
		return found;
	}

	private List<RemoteNode> read(SyncPath path, Cancellation cancel) throws CellsException {
		try {
			Optional<RemoteNode> node = remote.read(names.of(path), cancel);
			if (node.isEmpty()) {
				gone.add(path);
			}
			return node.map(List::of).orElse(List.of());
		} catch (CellsException e) {
			if (e.kind() == Kind.HIDDEN) {
				return List.of();
			}
			throw e;
		}
	}

	/** Returns the paths of which the server said, asked for them alone, that nothing is there. */
	Set<SyncPath> gone() {
		return gone;
	}

	/**
	 * A name that is the same in all Unicode forms can be asked for; others are searched for among their
	 * siblings.
	 */
	private static boolean hasOneForm(SyncPath path) {
		return Normalizer.isNormalized(path.name(), Normalizer.Form.NFD);
	}
}
