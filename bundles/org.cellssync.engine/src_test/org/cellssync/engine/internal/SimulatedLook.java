package org.cellssync.engine.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
import org.cellssync.core.tree.Content;
import org.cellssync.core.tree.Digest;
import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Identities;
import org.cellssync.core.tree.Identity;
import org.cellssync.core.tree.Reason;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.core.tree.Tree;
import org.cellssync.core.tree.TreeEdits;
import org.cellssync.core.tree.Unread;

/** A look at a store, folder by folder: what moves meanwhile may be seen twice, or not at all. */
final class SimulatedLook {

	private final SimulatedEnd end;
	private final SimulatedStore store;
	private final ScanRequest request;
	private final Map<SyncPath, Identity> identities = new HashMap<>();
	private final List<Diagnostic> problems = new ArrayList<>();
	private final SortedSet<SyncPath> lookAgain = new TreeSet<>();
	private final Map<String, Digest> learnt = new TreeMap<>();
	private long looked;

	SimulatedLook(SimulatedEnd end, ScanRequest request) {
		this.end = end;
		this.store = end.store();
		this.request = request;
	}

	Scan scan() throws EndpointException {
		if (request.last().isPresent() && request.hint() instanceof Hint.Paths hinted) {
			SortedSet<SyncPath> places = places(request.last().get().tree(), hinted.paths());
			if (!places.contains(SyncPath.ROOT)) {
				return at(request.last().get(), places);
			}
		}
		TreeEdits edits = new TreeEdits();
		Entry found = entry(SyncPath.ROOT);
		confirm(SyncPath.ROOT, found, edits);
		return result(edits.applyTo(found), List.of(), List.of());
	}

	private Scan at(Scan last, SortedSet<SyncPath> places) throws EndpointException {
		identities.putAll(last.identities().copy());
		TreeEdits edits = new TreeEdits();
		Map<SyncPath, Entry> found = new TreeMap<>();
		for (SyncPath place : places) {
			identities.keySet().removeIf(path -> path.startsWith(place));
			found.put(place, entry(place));
		}
		for (Map.Entry<SyncPath, Entry> each : found.entrySet()) {
			edits.put(each.getKey(), each.getValue());
			confirm(each.getKey(), each.getValue(), edits);
		}
		return result(edits.applyTo(last.tree()),
				last.problems().stream().filter(each -> !isCovered(SyncPath.of(each.subject()), places)).toList(),
				last.lookAgain().stream().filter(each -> !isCovered(each, places)).toList());
	}

	private Scan result(Entry tree, List<Diagnostic> oldProblems, List<SyncPath> oldLooks) {
		problems.addAll(oldProblems);
		lookAgain.addAll(oldLooks);
		return new Scan(tree, Identities.of(identities), store.root().id, problems, lookAgain, learnt, looked);
	}

	private static boolean isCovered(SyncPath path, SortedSet<SyncPath> places) {
		return places.stream().anyMatch(path::startsWith);
	}

	/** What lies in a folder not seen before is looked at with that folder; what lies in another place, with that. */
	private SortedSet<SyncPath> places(Entry tree, SortedSet<SyncPath> hinted) {
		SortedSet<SyncPath> all = new TreeSet<>();
		for (SyncPath path : hinted) {
			SyncPath place = path;
			while (!place.isRoot() && !stands(tree, place.parent())) {
				place = place.parent();
			}
			all.add(place);
		}
		SortedSet<SyncPath> topmost = new TreeSet<>(all);
		topmost.removeIf(path -> all.stream().anyMatch(other -> !other.equals(path) && path.startsWith(other)));
		return topmost;
	}

	/** A disk notices that a folder is no more, a server is only asked for what was hinted at. */
	private boolean stands(Entry tree, SyncPath folder) {
		return Tree.at(tree, folder) instanceof Directory && (store.isServer() || store.holdsFolder(folder));
	}

	private Entry entry(SyncPath path) throws EndpointException {
		SimulatedNode node = store.at(path);
		if (node == null) {
			return Entry.Absent.ABSENT;
		}
		if (request.ignore().ignored(path, node.folder)) {
			return request.ignore().shown(path, node.folder);
		}
		if (store.isAmbiguous(path)) {
			problems.add(Diagnostic.of(Code.NAME_CLASH, path.value()));
			return Entry.Blocked.of(Reason.NAME_CLASH);
		}
		if (node.hidden) {
			return blocked(path, store.isServer() ? Reason.HIDDEN : Reason.UNREADABLE);
		}
		looked++;
		identities.put(path, node.identity(store.exactName(path)));
		return node.folder ? folder(path) : file(path, node);
	}

	private Entry folder(SyncPath path) throws EndpointException {
		Optional<List<String>> names = end.call("list",
				() -> store.holdsFolder(path) ? Optional.of(List.copyOf(store.at(path).children.keySet()))
						: Optional.empty());
		if (names.isEmpty()) {
			identities.remove(path);
			return Entry.Absent.ABSENT;
		}
		SortedMap<String, Entry> children = new TreeMap<>();
		for (String exact : names.get()) {
			SyncPath child = path.child(exact);
			if (!children.containsKey(child.name())) {
				children.put(child.name(), entry(child));
			}
		}
		return Directory.of(children);
	}

	private Entry file(SyncPath path, SimulatedNode node) {
		Optional<Digest> known = end.known(request.known(), node);
		if (known.isPresent()) {
			return file(node, known.get());
		}
		if (!store.isServer()) {
			return file(node, Unread.of(store.name(), node.version));
		}
		if (node.settled.isAfter(end.calls().time().instant())) {
			lookAgain.add(path);
			end.calls().trace(() -> "  UNSETTLED " + path);
			return Entry.Blocked.of(Reason.UNSETTLED);
		}
		if (!node.proven) {
			return file(node, Unread.of(store.name(), node.version));
		}
		learnt.put(node.version, SimulatedNode.digest(node.content));
		return file(node, SimulatedNode.digest(node.content));
	}

	private static Entry file(SimulatedNode node, Content content) {
		return new Entry.File(content, SimulatedNode.size(node.content), false);
	}

	private Entry blocked(SyncPath path, Reason reason) {
		problems.add(Diagnostic.of(reason == Reason.HIDDEN ? Code.REMOTE_HIDDEN : Code.LOCAL_UNREADABLE,
				path.value()));
		return Entry.Blocked.of(reason);
	}

	/** A server is asked for what is missing from its listing. */
	private void confirm(SyncPath place, Entry found, TreeEdits edits) throws EndpointException {
		if (!store.isServer()) {
			return;
		}
		Set<String> seen = new HashSet<>();
		identities.values().forEach(each -> seen.add(each.id()));
		for (SyncPath path : missing(place, found)) {
			Optional<Identity> expected = request.expectedIdentities().of(path);
			boolean movedAway = expected.filter(each -> each.hasId() && seen.contains(each.id())).isPresent();
			if (!movedAway && end.call("ask", () -> store.at(path) != null)) {
				lookAgain.add(path);
				edits.put(path, Entry.Blocked.of(Reason.UNSETTLED));
			}
		}
	}

	private SortedSet<SyncPath> missing(SyncPath place, Entry found) {
		SortedSet<SyncPath> missing = new TreeSet<>();
		missing(place, Tree.at(request.expected(), place), found, missing);
		return missing;
	}

	/** What is below something that is missing is missing with it. */
	private static void missing(SyncPath path, Entry expected, Entry found, SortedSet<SyncPath> missing) {
		if (expected.exists() && !found.exists()) {
			missing.add(path);
		} else if (expected instanceof Directory before && found instanceof Directory now) {
			before.forEach((name, child) -> missing(path.child(name), child, now.child(name), missing));
		}
	}
}
