package org.cellssync.endpoint.cells.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.endpoint.Hint;
import org.cellssync.api.endpoint.Scan;
import org.cellssync.api.endpoint.ScanRequest;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Identities;
import org.cellssync.core.tree.Identity;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.core.tree.Tree;
import org.cellssync.core.tree.TreeEdits;
import org.cellssync.transport.CellsError.Kind;
import org.cellssync.transport.CellsException;

/**
 * Looks at the task's folder: all of it in one listing, or only where a hint points. What is missing from
 * what was expected is asked for by name before it counts as gone.
 */
final class Scanner {

	private final String accountId;
	private final RemoteTree remote;
	private final HashSightings sightings;

	Scanner(String accountId, RemoteTree remote, HashSightings sightings) {
		this.accountId = accountId;
		this.remote = remote;
		this.sightings = sightings;
	}

	/** Looks. */
	Scan scan(ScanRequest request, Cancellation cancel) throws EndpointException {
		try {
			return NextToken.with(() -> look(request, cancel));
		} catch (CellsException e) {
			if (e.kind() == Kind.NOT_FOUND) {
				throw new EndpointException(Diagnostic.of(Code.REMOTE_ROOT_MISSING, remote.root().path()), e);
			}
			throw e.endpointException(remote.root().path());
		}
	}

	private Scan look(ScanRequest request, Cancellation cancel) throws CellsException, EndpointException {
		if (request.last().isPresent() && request.hint() instanceof Hint.Paths hinted) {
			Scan last = request.last().get();
			if (last.tree() instanceof Directory && !hinted.paths().contains(SyncPath.ROOT)) {
				return hinted.isNothing() ? last : at(last, hinted.paths(), request, cancel);
			}
		}
		return everywhere(request, cancel);
	}

	private Scan everywhere(ScanRequest request, Cancellation cancel)
			throws CellsException, EndpointException {
		RemoteNode root = readRoot(cancel);
		remote.family(root.message());
		Look look = new Look(accountId, request, sightings);
		Listing listing = new Listing(look, "", SyncPath.ROOT, request.expected());
		remote.list("", true, listing::add, cancel);
		Map<SyncPath, Identity> identities = new HashMap<>();
		Entry found = listing.finish(identities);
		Absences absences = new Absences(remote, look);
		absences.compare(SyncPath.ROOT, found);
		TreeEdits edits = new TreeEdits();
		Identities who = Identities.of(identities);
		absences.confirm(who, cancel).forEach(edits::put);
		// Asked last: had the root gone or become another one meanwhile, everything would have seemed gone.
		String rootId = absences.any() ? readRoot(cancel).uuid() : root.uuid();
		return new Scan(edits.applyTo(found), who, rootId, List.copyOf(look.problems()),
				look.lookAgain(), look.learnt(), look.looked());
	}

	/**
	 * Reads the task's own folder, without which nothing below it may count as gone.
	 *
	 * @throws EndpointException where it is not there
	 */
	RemoteNode readRoot(Cancellation cancel) throws CellsException, EndpointException {
		String path = remote.root().path();
		Optional<RemoteNode> root;
		try {
			root = remote.read("", cancel);
			if (root.isEmpty()) {
				// A workspace that is gone says so itself; one that answers has lost the folder.
				remote.readWorkspace(cancel);
			}
		} catch (CellsException e) {
			if (e.kind() == Kind.HIDDEN) {
				Code code = path.equals(remote.root().workspace()) ? Code.WORKSPACE_GONE
						: Code.REMOTE_ROOT_MISSING;
				throw new EndpointException(Diagnostic.of(code, path), e);
			}
			throw e;
		}
		return root.filter(node -> !node.leaf())
				.orElseThrow(() -> new EndpointException(Diagnostic.of(Code.REMOTE_ROOT_MISSING, path)));
	}

	private Scan at(Scan last, SortedSet<SyncPath> hinted, ScanRequest request, Cancellation cancel)
			throws CellsException, EndpointException {
		Look look = new Look(accountId, request, sightings);
		Siblings siblings = new Siblings(remote, new ExactNames(last.identities()));
		SortedMap<SyncPath, List<RemoteNode>> nodes = nodes(places(last.tree(), hinted, look), siblings, cancel);
		SortedSet<SyncPath> places = new TreeSet<>(nodes.keySet());
		Map<SyncPath, Optional<Identity>> changed = new HashMap<>();
		Map<SyncPath, Identity> identities = new HashMap<>();
		TreeEdits edits = new TreeEdits();
		Absences absences = new Absences(remote, look);
		for (SyncPath place : places) {
			Tree.walk(place, Tree.at(last.tree(), place), (path, entry) -> changed.put(path, Optional.empty()));
			Entry found = entry(place, nodes.get(place), look, identities, cancel);
			edits.put(place, found);
			absences.compare(place, found);
		}
		identities.forEach((path, identity) -> changed.put(path, Optional.of(identity)));
		Identities who = last.identities().with(changed);
		absences.askedFor(siblings.gone());
		absences.confirm(who, cancel).forEach(edits::put);
		String rootId = absences.any() ? readRoot(cancel).uuid() : last.rootId();
		return merged(last, edits.applyTo(last.tree()), places, who, rootId, look);
	}

	/**
	 * Returns what stands at places. What is missing in a folder that does not answer itself tells nothing: then that
	 * folder is looked at in its stead, and so on upwards.
	 */
	private static SortedMap<SyncPath, List<RemoteNode>> nodes(SortedSet<SyncPath> places, Siblings siblings,
			Cancellation cancel) throws CellsException {
		SortedMap<SyncPath, List<RemoteNode>> nodes = new TreeMap<>();
		SortedSet<SyncPath> open = new TreeSet<>(places);
		while (!open.isEmpty()) {
			SortedSet<SyncPath> vanished = new TreeSet<>();
			for (List<SyncPath> group : byParent(open)) {
				Optional<Map<SyncPath, List<RemoteNode>>> found = siblings.look(group, cancel);
				found.ifPresentOrElse(each -> group.forEach(path -> nodes.put(path, each.getOrDefault(path, List.of()))),
						() -> vanished.add(group.getFirst().parent()));
			}
			SortedSet<SyncPath> upwards = topmost(vanished);
			nodes.keySet().removeIf(path -> upwards.stream().anyMatch(path::startsWith));
			upwards.removeIf(folder -> isBelow(folder, nodes.keySet()));
			open = upwards;
		}
		return nodes;
	}

	private static boolean isBelow(SyncPath path, Collection<SyncPath> places) {
		return places.stream().anyMatch(path::startsWith);
	}

	private Entry entry(SyncPath place, List<RemoteNode> nodes, Look look, Map<SyncPath, Identity> identities,
			Cancellation cancel) throws CellsException {
		if (nodes.isEmpty()) {
			return Entry.Absent.ABSENT;
		}
		// A listing of one name: clashes and folders are dealt with as in a listing of all.
		RemoteNode first = nodes.getFirst();
		Entry expectedParent = Tree.at(look.request().expected(), place.parent());
		Listing listing = new Listing(look, TaskRoot.parent(first.path()), place.parent(), expectedParent);
		nodes.forEach(listing::add);
		if (nodes.size() == 1 && !first.leaf() && !look.ignored(place, true)) {
			try {
				remote.list(first.path(), true, listing::add, cancel);
			} catch (CellsException e) {
				if (e.kind() == Kind.NOT_FOUND) {
					// Gone between the two calls.
					return Entry.Absent.ABSENT;
				}
				throw e;
			}
		}
		return listing.finish(identities) instanceof Directory parent ? parent.child(place.name())
				: Entry.Absent.ABSENT;
	}

	/**
	 * Returns what to look at for a hint: what is ignored or lies below another place left out, but for what keeps its
	 * folder by being there, and for what lies in a folder not seen before, that folder.
	 */
	private static SortedSet<SyncPath> places(Entry tree, SortedSet<SyncPath> hinted, Look look) {
		SortedSet<SyncPath> places = new TreeSet<>();
		for (SyncPath path : hinted) {
			place(tree, path, look).ifPresent(places::add);
		}
		return topmost(places);
	}

	/** Returns the places that lie below no other one. */
	private static SortedSet<SyncPath> topmost(SortedSet<SyncPath> places) {
		SortedSet<SyncPath> topmost = new TreeSet<>();
		for (SyncPath place : places) {
			boolean covered = false;
			for (SyncPath above = place.parent(); !above.isRoot() && !covered; above = above.parent()) {
				covered = places.contains(above);
			}
			if (!covered) {
				topmost.add(place);
			}
		}
		return topmost;
	}

	private static Optional<SyncPath> place(Entry tree, SyncPath path, Look look) {
		SyncPath current = SyncPath.ROOT;
		Entry entry = tree;
		for (String name : path.segments()) {
			current = current.child(name);
			boolean itself = current.equals(path);
			if (look.ignored(current, !itself) && !(itself && look.leftOut(current, false).exists())) {
				return Optional.empty();
			}
			if (!(entry instanceof Directory directory)) {
				return Optional.of(current.parent());
			}
			entry = directory.child(name);
		}
		return Optional.of(current);
	}

	private static List<List<SyncPath>> byParent(SortedSet<SyncPath> places) {
		Map<SyncPath, List<SyncPath>> groups = new TreeMap<>();
		places.forEach(
				place -> groups.computeIfAbsent(place.parent(), parent -> new ArrayList<>()).add(place));
		return List.copyOf(groups.values());
	}

	private static Scan merged(Scan last, Entry tree, SortedSet<SyncPath> places,
			Identities identities, String rootId, Look look) {
		List<Diagnostic> problems = new ArrayList<>(look.problems());
		last.problems().stream().filter(problem -> !covered(problem.subject(), places))
				.forEach(problems::add);
		SortedSet<SyncPath> lookAgain = new TreeSet<>(look.lookAgain());
		last.lookAgain().stream().filter(path -> !covered(path.value(), places)).forEach(lookAgain::add);
		return new Scan(tree, identities, rootId, problems, lookAgain, look.learnt(),
				look.looked());
	}

	private static boolean covered(String path, SortedSet<SyncPath> places) {
		SyncPath current = SyncPath.of(path);
		while (!current.isRoot()) {
			if (places.contains(current)) {
				return true;
			}
			current = current.parent();
		}
		return false;
	}
}
