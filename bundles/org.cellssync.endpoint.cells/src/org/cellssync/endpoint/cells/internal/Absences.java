package org.cellssync.endpoint.cells.internal;

import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Identities;
import org.cellssync.core.tree.Identity;
import org.cellssync.core.tree.Reason;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.core.tree.Tree;
import org.cellssync.transport.CellsException;

/**
 * What was expected and is not in a look. It counts as gone only where the server says so when asked for it
 * by name: what a user may no longer read is left out of listings without a word.
 */
final class Absences {

	private static final int AT_ONCE = 8;

	private final RemoteTree remote;
	private final Look look;
	private final ExactNames expectedNames;
	private final SortedSet<SyncPath> missing = new TreeSet<>();
	private final Set<SyncPath> askedFor = new HashSet<>();

	Absences(RemoteTree remote, Look look) {
		this.remote = remote;
		this.look = look;
		this.expectedNames = new ExactNames(look.request().expectedIdentities());
	}

	/** Notes that the server said that nothing is at a path. */
	void askedFor(Collection<SyncPath> paths) {
		askedFor.addAll(paths);
	}

	/** Notes what is missing at and below a path; of a missing folder only the folder. */
	void compare(SyncPath path, Entry found) {
		compare(path, Tree.at(look.request().expected(), path), found);
	}

	private void compare(SyncPath path, Entry expected, Entry found) {
		if (expected == found || !expected.exists()) {
			return;
		}
		if (!found.exists()) {
			if (!look.ignored(path, expected instanceof Directory)) {
				missing.add(path);
			}
		} else if (expected instanceof Directory before && found instanceof Directory now) {
			before.forEach((name, child) -> compare(path.child(name), child, now.child(name)));
		}
	}

	/** Returns whether anything is missing. */
	boolean any() {
		return !missing.isEmpty();
	}

	/**
	 * Asks for what is missing.
	 *
	 * @param identities who is where in this look: a node that stands elsewhere now is not asked for
	 * @return what is not gone, blocked for a reason
	 */
	SortedMap<SyncPath, Entry> confirm(Identities identities, Cancellation cancel)
			throws EndpointException {
		SortedMap<SyncPath, Entry> present = new TreeMap<>();
		if (missing.isEmpty()) {
			return present;
		}
		SortedSet<SyncPath> doubtful = new TreeSet<>(missing);
		doubtful.removeAll(askedFor);
		Set<String> standing = standing(doubtful, identities);
		doubtful.removeIf(path -> id(path).filter(standing::contains).isPresent());
		Workers.each("cells-ask", doubtful, AT_ONCE, cancel, path -> {
			Optional<Entry> entry = ask(path, cancel);
			synchronized (present) {
				entry.ifPresent(blocked -> present.put(path, blocked));
			}
		});
		return present;
	}

	/** Returns the ids of what is missing that stand elsewhere now. */
	private Set<String> standing(SortedSet<SyncPath> paths, Identities identities) {
		Set<String> ids = new HashSet<>();
		paths.forEach(path -> id(path).ifPresent(ids::add));
		Set<String> standing = new HashSet<>();
		if (!ids.isEmpty()) {
			identities.of(ids).forEach(path -> identities.of(path).ifPresent(identity -> standing.add(identity.id())));
		}
		return standing;
	}

	private Optional<String> id(SyncPath path) {
		return look.request().expectedIdentities().of(path).filter(Identity::hasId).map(Identity::id);
	}

	private Optional<Entry> ask(SyncPath path, Cancellation cancel) throws EndpointException {
		try {
			Optional<RemoteNode> node = remote.read(expectedNames.of(path), cancel);
			if (node.isEmpty()) {
				return Optional.empty();
			}
			// There, and yet not listed: the server is in between.
			return Optional.of(unsettled(path));
		} catch (CellsException e) {
			return switch (e.kind()) {
				case HIDDEN -> Optional.of(blocked(Reason.HIDDEN, e.error().diagnostic(path.value())));
				case FORBIDDEN, CONFLICT, LOCKED, OTHER, NOT_FOUND, WRONG_FAMILY ->
					Optional.of(blocked(Reason.UNREADABLE,
							Diagnostic.of(Code.SERVER_ERROR, path.value(), e.error().detail())));
				case WORKSPACE_GONE, SIGNED_OUT, UNREACHABLE, TIMEOUT ->
					throw e.endpointException(remote.root().path());
			};
		}
	}

	private Entry unsettled(SyncPath path) {
		synchronized (look) {
			look.again(path);
		}
		return new Entry.Blocked(Reason.UNSETTLED);
	}

	private Entry blocked(Reason reason, Diagnostic problem) {
		synchronized (look) {
			return look.blocked(reason, problem);
		}
	}
}
