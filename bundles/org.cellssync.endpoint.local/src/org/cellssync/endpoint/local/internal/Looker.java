package org.cellssync.endpoint.local.internal;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountedCompleter;
import java.util.concurrent.ForkJoinTask;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.Scan;
import org.cellssync.api.endpoint.ScanRequest;
import org.cellssync.api.state.KnownContent;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.ignore.Ignore;
import org.cellssync.core.tree.Digest;
import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Entry.Absent;
import org.cellssync.core.tree.Entry.Blocked;
import org.cellssync.core.tree.Identities;
import org.cellssync.core.tree.Identity;
import org.cellssync.core.tree.Reason;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.core.tree.Unread;

/**
 * Turns what stands on the disk into entries. What is as it was in the last look becomes the same object, so
 * that comparing trees costs what changed. Used by several threads.
 */
final class Looker {

	private final Disk disk;
	private final KnownContent known;
	private final Ignore ignore;
	private final RacyStamp stamps;
	private final Identities lastIdentities;
	private final Identities ownIdentities;
	private final Findings findings;
	private final Leftovers leftovers;
	private final Cancellation cancel;

	/**
	 * A look for {@code request}.
	 *
	 * @param own this endpoint's last look
	 */
	Looker(Disk disk, ScanRequest request, Optional<Scan> own, RacyStamp stamps, Findings findings,
			Leftovers leftovers,
			Cancellation cancel) {
		this.disk = disk;
		this.known = request.known();
		this.ignore = request.ignore();
		this.stamps = stamps;
		this.lastIdentities = request.last().map(Scan::identities).orElse(Identities.NONE);
		this.ownIdentities = own.map(Scan::identities).orElse(Identities.NONE);
		this.findings = findings;
		this.leftovers = leftovers;
		this.cancel = cancel;
	}

	/** One name of a folder, looked at but, where it is a folder, not into. */
	private record Seen(Path place, SyncPath path, Stat stat, Identity identity, Before before) {
	}

	/** Returns a look at a folder with all below it; its result is absent where the folder is gone. */
	ForkJoinTask<Entry> folder(Path place, SyncPath path, Before before) {
		return new Folder(null, place, path, before, null);
	}

	/**
	 * Returns a look at some names of a folder with all below them; its result is a folder with nothing else
	 * in it.
	 */
	ForkJoinTask<Entry> names(Path folder, SyncPath path, Before before, List<Path> names) {
		return new Folder(null, folder, path, before, names);
	}

	/**
	 * Looks at a folder; the folders in it are looked at by whoever is free, and the last of them to end
	 * builds the entry. Nobody waits for anybody, so that no depth of folders is too deep.
	 */
	private final class Folder extends CountedCompleter<Entry> {

		private static final long serialVersionUID = 1L;

		private final transient Path place;
		private final transient SyncPath path;
		private final transient Before before;
		private final transient List<Path> only;
		private final transient Map<SyncPath, Identity> identities = new HashMap<>();
		private final transient SortedMap<String, Entry> entries = new TreeMap<>();
		private final transient SortedMap<String, Folder> folders = new TreeMap<>();
		private transient Entry result = Absent.ABSENT;

		/** A look at all names, or, where {@code only} is given, at these. */
		Folder(Folder above, Path place, SyncPath path, Before before, List<Path> only) {
			super(above);
			this.place = place;
			this.path = path;
			this.before = before;
			this.only = only;
		}

		@Override
		public void compute() {
			cancel.check();
			try {
				byNormalName(only == null ? disk.list(place) : only).forEach(this::child);
				result = Directory.EMPTY;
			} catch (NoSuchFileException e) {
				result = Absent.ABSENT;
			} catch (IOException e) {
				result = unreadable(path, e);
			}
			setPendingCount(folders.size());
			folders.values().forEach(Folder::fork);
			tryComplete();
		}

		@Override
		public void onCompletion(CountedCompleter<?> caller) {
			folders.forEach((name, folder) -> {
				entries.put(name, folder.result);
				if (!folder.result.exists()) {
					identities.remove(folder.path);
				}
			});
			if (result == Directory.EMPTY) {
				result = shared(Directory.of(entries));
				findings.add(identities, entries.size());
			}
		}

		@Override
		public Entry getRawResult() {
			return result;
		}

		private Map<String, List<Path>> byNormalName(List<Path> names) {
			Map<String, List<Path>> byName = new TreeMap<>();
			for (Path name : names) {
				String exact = Names.of(name);
				if (Names.isOwn(exact)) {
					leftovers.found(name, exact);
				} else {
					byName.merge(Names.normal(exact), List.of(name), Folder::joined);
				}
			}
			return byName;
		}

		private static List<Path> joined(List<Path> some, List<Path> more) {
			List<Path> all = new ArrayList<>(some);
			all.addAll(more);
			return all;
		}

		private void child(String name, List<Path> places) {
			cancel.check();
			SyncPath childPath = path.child(name);
			if (places.size() > 1) {
				entries.put(name, clash(childPath));
				return;
			}
			entries.put(name, child(places.getFirst(), childPath, before.child(name)));
		}

		/** Returns what stands there; for a folder nothing yet, but it is noted for a look into it. */
		private Entry child(Path childPlace, SyncPath childPath, Before childBefore) {
			Stat stat;
			try {
				stat = disk.stat(childPlace);
			} catch (NoSuchFileException e) {
				return Absent.ABSENT;
			} catch (IOException e) {
				return unreadable(childPath, e);
			}
			if (ignore.ignored(childPath, stat.isDirectory())) {
				return ignore.shown(childPath, stat.isDirectory());
			}
			String exact = Names.of(childPlace);
			if (Names.isUndecodable(place, childPlace, exact)) {
				return illegal(childPath);
			}
			stamps.seen(stat.modified());
			Identity identity = identity(childPath, stat, exact);
			identities.put(childPath, identity);
			if (stat.isDirectory()) {
				folders.put(childPath.name(), new Folder(this, childPlace, childPath, childBefore, null));
				return Absent.ABSENT;
			}
			return entry(new Seen(childPlace, childPath, stat, identity, childBefore));
		}

		private Directory shared(Directory built) {
			if (!(before.last() instanceof Directory last) || last.size() != built.size()) {
				return built;
			}
			for (int i = 0; i < built.size(); i++) {
				if (built.entry(i) != last.entry(i) || !built.name(i).equals(last.name(i))) {
					return built;
				}
			}
			return last;
		}
	}

	private Entry entry(Seen seen) {
		Entry entry = switch (seen.stat.kind()) {
			case FILE -> file(seen);
			case LINK -> link(seen);
			case SPECIAL -> special(seen.path);
			case DIRECTORY -> throw new IllegalStateException("folders are looked at elsewhere: " + seen.path);
		};
		return entry.equals(seen.before.last()) ? seen.before.last() : entry;
	}

	private Identity identity(SyncPath path, Stat stat, String exact) {
		Identity now = stat.identity(exact);
		return lastIdentities.of(path).filter(now::equals).orElse(now);
	}

	private Entry file(Seen seen) {
		long size = seen.stat.size();
		boolean executable = seen.stat.executable();
		if (size == 0) {
			return new Entry.File(Digest.EMPTY, 0, executable);
		}
		Optional<Digest> digest = digest(seen);
		if (digest.isPresent()) {
			return new Entry.File(digest.get(), size, executable);
		}
		if (!disk.readable(seen.place)) {
			return unreadable(seen.path, new AccessDeniedException(seen.place.toString()));
		}
		return new Entry.File(Unread.of("local", seen.identity.version()), size, executable);
	}

	private Optional<Digest> digest(Seen seen) {
		if (seen.before.own() instanceof Entry.File file && file.content() instanceof Digest digest
				&& ownIdentities.of(seen.path).filter(seen.identity::equals).isPresent()) {
			return Optional.of(digest);
		}
		return known.of(seen.identity.version())
				.filter(proven -> stamps.trusted(seen.stat, proven.observed()))
				.map(KnownContent.Proven::digest);
	}

	private Entry link(Seen seen) {
		try {
			return new Entry.Link(disk.linkTarget(seen.place));
		} catch (NoSuchFileException e) {
			return Absent.ABSENT;
		} catch (IOException e) {
			return unreadable(seen.path, e);
		}
	}

	private Entry special(SyncPath path) {
		findings.add(Diagnostic.of(Code.LOCAL_SPECIAL_FILE, path.value()));
		return new Blocked(Reason.SPECIAL);
	}

	private Entry illegal(SyncPath path) {
		findings.add(Diagnostic.of(Code.NAME_NOT_ALLOWED, path.value(), Names.UNDECODABLE_REASON));
		return new Blocked(Reason.ILLEGAL_NAME);
	}

	private Entry unreadable(SyncPath path, IOException e) {
		findings.add(Troubles.reading(e, path.value()));
		return new Blocked(Reason.UNREADABLE);
	}

	private Entry clash(SyncPath path) {
		if (ignore.ignored(path, true) && ignore.ignored(path, false)) {
			return ignore.shown(path, true);
		}
		findings.add(Diagnostic.of(Code.NAME_CLASH, path.value(), "they differ in their Unicode form only"));
		return new Blocked(Reason.NAME_CLASH);
	}
}
