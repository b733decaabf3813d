package org.cellssync.endpoint.local.internal;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.endpoint.Scan;
import org.cellssync.core.ignore.Ignore;
import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Identity;
import org.cellssync.core.tree.SyncPath;

/**
 * The folder while steps are done to it: finds places and makes sure, just before something is done there,
 * that each still holds what the plan saw. Thread-safe.
 */
final class Site {

	private final Root root;
	private final Disk disk;
	private final Ignore ignore;
	private final Ground ground;
	// Both guarded by this.
	private Places places;
	private final Set<SyncPath> realFolders = new HashSet<>();

	Site(Root root, Disk disk, Ignore ignore, Scan seen) {
		this.root = root;
		this.disk = disk;
		this.ignore = ignore;
		this.ground = new Ground(seen);
		this.places = new Places(root.path(), ground::identity);
	}

	Disk disk() {
		return disk;
	}

	Path rootPath() {
		return root.path();
	}

	/** Forgets which folders were looked at, and makes sure that the root is the one that was. */
	void lookAgain() throws EndpointException {
		root.requireSame();
		synchronized (this) {
			realFolders.clear();
		}
	}

	/** Returns where what exists at {@code path} stands, by its exact name. */
	private synchronized Path place(SyncPath path) throws Refusal {
		try {
			return places.place(path);
		} catch (InvalidPathException e) {
			throw illegal(path, e);
		}
	}

	/** Returns where something new at {@code path} is to stand. */
	synchronized Path newPlace(SyncPath path) throws Refusal {
		try {
			return places.place(path.parent()).resolve(path.name());
		} catch (InvalidPathException e) {
			throw illegal(path, e);
		}
	}

	private static Refusal illegal(SyncPath path, InvalidPathException e) {
		return new Refusal(Diagnostic.of(Code.NAME_NOT_ALLOWED, path.value(), e.getReason()));
	}

	/** Returns where the step's result shall stand, once its {@code before} is seen to hold. */
	Path require(SyncPath path, Entry before) throws Refusal, IOException {
		requireFolder(path.parent());
		return switch (before) {
			case Entry.Absent absent -> requireAbsent(path);
			case Entry.File file -> requireSame(path, Stat.Kind.FILE);
			case Entry.Link link -> requireSame(path, Stat.Kind.LINK);
			case Directory directory -> requireSame(path, Stat.Kind.DIRECTORY);
			case Entry.Blocked blocked -> throw new Refusal(Troubles.changed(path.value()));
		};
	}

	/** Returns whether a folder stands at {@code path}, under the very name a new one would get. */
	boolean isFolder(SyncPath path) throws Refusal, IOException {
		requireFolder(path.parent());
		Path place = newPlace(path);
		return disk.find(place).filter(Stat::isDirectory).isPresent() && isListed(path, place);
	}

	/** A file system that does not tell cases apart shows at a name what stands there under another one. */
	private boolean isListed(SyncPath path, Path place) throws IOException {
		return disk.list(place.getParent()).stream().anyMatch(child -> Names.normal(Names.of(child)).equals(path.name()));
	}

	/** Returns whether nothing stands any more where something stood. */
	boolean isGone(SyncPath path) throws Refusal, IOException {
		return disk.find(place(path)).isEmpty();
	}

	/**
	 * A link in the place of a folder would lead what is written out of the task; a folder nobody saw there may be
	 * another one, whose name differs by case.
	 */
	private void requireFolder(SyncPath folder) throws Refusal, IOException {
		if (folder.isRoot() || isReal(folder)) {
			return;
		}
		requireFolder(folder.parent());
		Optional<Stat> stat = disk.find(place(folder));
		if (stat.isEmpty() || !stat.get().isDirectory() || ground.identity(folder).filter(stat.get()::is).isEmpty()) {
			throw new Refusal(Troubles.changed(folder.value()));
		}
		synchronized (this) {
			realFolders.add(folder);
		}
	}

	private synchronized boolean isReal(SyncPath folder) {
		return realFolders.contains(folder);
	}

	/** Returns the place for something new. */
	Path requireAbsent(SyncPath path) throws Refusal, IOException {
		Path place = newPlace(path);
		if (disk.find(place).isPresent()) {
			throw new Refusal(isListed(path, place) ? Troubles.changed(path.value())
					: Diagnostic.of(Code.NAME_CLASH, path.value(),
							"they differ by case only, and this folder does not tell them apart"));
		}
		String name = path.name();
		if (Names.hasOtherForms(name)) {
			String other = Normalizer.normalize(name, Normalizer.Form.NFD);
			if (!other.equals(name) && disk.find(place.resolveSibling(other)).isPresent()) {
				throw new Refusal(Diagnostic.of(Code.NAME_CLASH, path.value(),
						"they differ in their Unicode form only"));
			}
		}
		return place;
	}

	private Path requireSame(SyncPath path, Stat.Kind kind) throws Refusal, IOException {
		Path place = place(path);
		Optional<Stat> stat = disk.find(place);
		Optional<Identity> identity = ground.identity(path);
		if (stat.isEmpty() || stat.get().kind() != kind || identity.filter(stat.get()::is).isEmpty()) {
			throw new Refusal(Troubles.changed(path.value()));
		}
		return place;
	}

	/**
	 * Makes sure that a folder holds nothing but what the plan saw in it, and what is left out and goes with its
	 * folder.
	 *
	 * @param place where it stands, which may be elsewhere than at {@code path}
	 * @return bytes of all its files
	 */
	long requireWhole(SyncPath path, Path place, Directory before) throws Refusal, IOException {
		long bytes = 0;
		for (Path child : disk.list(place)) {
			String exact = Names.of(child);
			SyncPath childPath = path.child(exact);
			Optional<Stat> stat = disk.find(child);
			if (stat.isEmpty() || goesAlong(childPath, exact, stat.get())) {
				continue;
			}
			Entry expected = before.child(childPath.name());
			if (!fits(childPath, exact, stat.get(), expected)) {
				throw new Refusal(Troubles.changed(childPath.value()));
			}
			bytes += expected instanceof Directory directory ? requireWhole(childPath, child, directory)
					: stat.get().size();
		}
		return bytes;
	}

	private boolean goesAlong(SyncPath path, String exact, Stat stat) {
		boolean directory = stat.isDirectory();
		return Names.isOwn(exact) || ignore.ignored(path, directory) && !ignore.shown(path, directory).exists();
	}

	private boolean fits(SyncPath path, String exact, Stat stat, Entry expected) {
		Optional<Identity> seen = ground.identity(path);
		boolean kindFits = switch (expected) {
			case Entry.File file -> stat.isFile() || seen.filter(stat::isLinkOf).isPresent();
			case Entry.Link link -> stat.kind() == Stat.Kind.LINK;
			case Directory directory -> stat.isDirectory();
			case Entry.Absent absent -> false;
			case Entry.Blocked blocked -> false;
		};
		return kindFits && seen.filter(each -> stat.is(each) || stat.isLinkOf(each))
				.filter(is -> is.exactName().equals(exact)).isPresent();
	}

	/** Notes that what {@code stat} shows stands at {@code place} now; returns who it is. */
	Identity placed(SyncPath path, Path place, Stat stat) {
		Identity identity = stat.identity(Names.of(place));
		boolean renamed = ground.identity(path)
				.filter(before -> !before.exactName().equals(identity.exactName())).isPresent();
		ground.placed(path, identity);
		if (renamed) {
			forgetPlaces();
		}
		return identity;
	}

	/** Notes that what {@code stat} shows was moved to {@code place}; returns who it is there. */
	Identity moved(SyncPath from, SyncPath to, Path place, Stat stat) {
		Identity identity = stat.identity(Names.of(place));
		ground.moved(from, to, identity);
		forgetPlaces();
		return identity;
	}

	private synchronized void forgetPlaces() {
		places = new Places(root.path(), ground::identity);
		realFolders.clear();
	}

	/** Returns who is thought to stand at {@code path}. */
	Optional<Identity> identity(SyncPath path) {
		return ground.identity(path);
	}

	/** Brings the names in a folder to stable storage. */
	void sync(Path folder) throws IOException {
		disk.sync(folder);
	}

	/** Returns the parent folders of places, each once. */
	static Set<Path> parents(List<Path> places) {
		Set<Path> parents = new HashSet<>();
		places.forEach(place -> parents.add(place.getParent()));
		return parents;
	}
}
