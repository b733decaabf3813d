package org.cellssync.endpoint.local.internal;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ForkJoinPool;

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

/** Looks at the whole folder, or at the hinted places of it. Used by one thread at a time. */
final class Scanner {

	private final Root root;
	private final Disk disk;
	private final Partials partials;
	private final Instant started;
	private final ForkJoinPool threads;
	private final RacyStamp stamps = new RacyStamp();
	private boolean swept;

	/** A scanner that removes what runs before {@code started} left, at its first look at everything. */
	Scanner(Root root, Disk disk, Partials partials, Instant started, ForkJoinPool threads) {
		this.partials = partials;
		this.root = root;
		this.disk = disk;
		this.started = started;
		this.threads = threads;
	}

	/**
	 * Looks.
	 *
	 * @param latest the last look of this endpoint, whatever became of it elsewhere: its digests were found
	 *            to be trusted
	 */
	Scan scan(ScanRequest request, Optional<Scan> latest, Cancellation cancel) throws EndpointException {
		String rootId = root.id();
		Optional<Scan> own = latest.filter(scan -> scan.rootId().equals(rootId));
		boolean sameRoot = request.last().filter(last -> last.rootId().equals(rootId)).isPresent();
		ScanRequest usable = sameRoot ? request : withoutLast(request);
		Scan scan = sameRoot && request.hint() instanceof Hint.Paths hint
				? some(request.last().get(), hint.paths(), usable, own, cancel)
				: everything(rootId, usable, own, cancel);
		// A file system that went away while it was looked at has shown nothing but absences.
		root.requireSame();
		return scan;
	}

	private static ScanRequest withoutLast(ScanRequest request) {
		return new ScanRequest(Optional.empty(), request.hint(), request.expected(),
				request.expectedIdentities(),
				request.known(), request.ignore());
	}

	private Scan everything(String rootId, ScanRequest request, Optional<Scan> own, Cancellation cancel)
			throws EndpointException {
		Findings findings = new Findings();
		Leftovers leftovers = swept ? Leftovers.KEPT : new Leftovers(started, partials.kept());
		Looker looker = new Looker(disk, request, own, stamps, findings, leftovers, cancel);
		Entry lastTree = request.last().map(Scan::tree).orElse(Entry.Absent.ABSENT);
		Entry ownTree = own.map(Scan::tree).orElse(Entry.Absent.ABSENT);
		Entry tree = threads.invoke(looker.folder(root.path(), SyncPath.ROOT, new Before(lastTree, ownTree)));
		if (!(tree instanceof Directory)) {
			root.requireSame();
			throw new EndpointException(
					Diagnostic.of(Code.LOCAL_UNREADABLE, root.path().toString(), "it cannot be listed"));
		}
		swept = true;
		return result(tree, rootId, findings, findings.problems());
	}

	private Scan some(Scan last, SortedSet<SyncPath> hinted, ScanRequest request, Optional<Scan> own,
			Cancellation cancel)
			throws EndpointException {
		if (hinted.isEmpty()) {
			return result(last.tree(), last.rootId(), new Findings(), last.problems(), last.identities());
		}
		try {
			SortedSet<SyncPath> places = places(last, hinted);
			if (places.contains(SyncPath.ROOT)) {
				return everything(last.rootId(), request, own, cancel);
			}
			Map<SyncPath, Optional<Identity>> identities = new HashMap<>();
			places.forEach(path -> Tree.walk(path, Tree.at(last.tree(), path),
					(each, entry) -> identities.put(each, Optional.empty())));
			Findings findings = new Findings();
			Looker looker = new Looker(disk, request, own, stamps, findings, Leftovers.KEPT, cancel);
			Entry tree = look(looker, last, own.map(Scan::tree).orElse(Entry.Absent.ABSENT), places);
			List<Diagnostic> problems = new ArrayList<>(findings.problems());
			last.problems().stream().filter(problem -> !isWithin(problem.subject(), places))
					.forEach(problems::add);
			findings.identities().forEach((path, identity) -> identities.put(path, Optional.of(identity)));
			return result(tree, last.rootId(), findings, problems, last.identities().with(identities));
		} catch (IOException e) {
			throw Troubles.failure(Code.LOCAL_IO, e, root.path().toString());
		}
	}

	private Entry look(Looker looker, Scan last, Entry own, SortedSet<SyncPath> places) throws IOException {
		Places names = new Places(root.path(), last.identities()::of);
		Map<SyncPath, List<Path>> listings = new HashMap<>();
		TreeEdits edits = new TreeEdits();
		for (SyncPath path : places) {
			Path folder = names.place(path.parent());
			List<Path> found = withName(folder, path, listings);
			Entry parent = Tree.at(last.tree(), path.parent());
			Before before = new Before(parent, Tree.at(own, path.parent()));
			Entry looked = threads.invoke(looker.names(folder, path.parent(), before, found));
			Entry now = child(looked, path.name());
			if (now != child(parent, path.name())) {
				edits.put(path, now);
			}
		}
		return edits.isEmpty() ? last.tree() : edits.applyTo(last.tree());
	}

	private static Entry child(Entry folder, String name) {
		return folder instanceof Directory directory ? directory.child(name) : Entry.Absent.ABSENT;
	}

	/** Returns the names in {@code folder} whose normal form is that of {@code path}. */
	private List<Path> withName(Path folder, SyncPath path, Map<SyncPath, List<Path>> listings)
			throws IOException {
		String name = path.name();
		if (Names.isOwn(name)) {
			return List.of();
		}
		if (!Names.hasOtherForms(name) && !isFolded(folder, name)) {
			return List.of(folder.resolve(name));
		}
		List<Path> listing = listings.get(path.parent());
		if (listing == null) {
			listing = disk.list(folder);
			listings.put(path.parent(), listing);
		}
		return listing.stream().filter(child -> Names.normal(Names.of(child)).equals(name)).toList();
	}

	/**
	 * Returns whether what a name leads to may have that name in another case: then it is not what was hinted at, and
	 * would seem to stand there twice.
	 */
	private boolean isFolded(Path folder, String name) throws IOException {
		String other = Names.otherCase(name);
		if (other.equals(name)) {
			return false;
		}
		Optional<Stat> here = disk.find(folder.resolve(name));
		return here.isPresent() && disk.find(folder.resolve(other)).equals(here);
	}

	/**
	 * Returns where to look for the hinted paths: none below another, each in a folder that was there and
	 * still is.
	 */
	private SortedSet<SyncPath> places(Scan last, SortedSet<SyncPath> hinted) throws IOException {
		Places names = new Places(root.path(), last.identities()::of);
		Map<SyncPath, Boolean> standing = new HashMap<>();
		SortedSet<SyncPath> places = new TreeSet<>();
		for (SyncPath hint : hinted) {
			SyncPath path = hint;
			while (!path.isRoot() && !stands(path.parent(), last, names, standing)) {
				path = path.parent();
			}
			places.add(path);
		}
		places.removeIf(path -> !path.isRoot() && isWithin(path.parent().value(), places));
		return places;
	}

	private boolean stands(SyncPath folder, Scan last, Places names, Map<SyncPath, Boolean> standing)
			throws IOException {
		if (folder.isRoot()) {
			return true;
		}
		Boolean known = standing.get(folder);
		if (known == null) {
			known = stands(folder.parent(), last, names, standing)
					&& Tree.at(last.tree(), folder) instanceof Directory
					&& isSame(folder, last, names);
			standing.put(folder, known);
		}
		return known;
	}

	private boolean isSame(SyncPath folder, Scan last, Places names) throws IOException {
		try {
			Optional<Stat> stat = disk.find(names.place(folder));
			return stat.isPresent() && stat.get().isDirectory()
					&& last.identities().of(folder).filter(stat.get()::is).isPresent();
		} catch (NoSuchFileException e) {
			return false;
		}
	}

	/** Returns whether a path, or one above it, is among the places. */
	private static boolean isWithin(String path, SortedSet<SyncPath> places) {
		SyncPath at = SyncPath.of(path);
		while (!places.contains(at)) {
			if (at.isRoot()) {
				return false;
			}
			at = at.parent();
		}
		return true;
	}

	private static Scan result(Entry tree, String rootId, Findings findings, List<Diagnostic> problems) {
		return result(tree, rootId, findings, problems, Identities.of(findings.identities()));
	}

	private static Scan result(Entry tree, String rootId, Findings findings, List<Diagnostic> problems,
			Identities identities) {
		return new Scan(tree, identities, rootId, List.copyOf(problems), Collections.emptySortedSet(),
				Map.of(),
				findings.looked());
	}
}
