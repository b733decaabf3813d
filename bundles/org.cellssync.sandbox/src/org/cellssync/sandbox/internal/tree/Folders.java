package org.cellssync.sandbox.internal.tree;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.cellssync.sandbox.internal.auth.User;
import org.cellssync.sandbox.internal.events.Change;
import org.cellssync.sandbox.internal.events.Origin;
import org.cellssync.sandbox.internal.storage.BlockDigest;
import org.cellssync.sandbox.internal.web.Hazard;

/** Making folders. Used under the forest's lock. */
final class Folders {
	private final Forest forest;
	private final Workspaces workspaces;

	Folders(Forest forest, Workspaces workspaces) {
		this.forest = forest;
		this.workspaces = workspaces;
	}

	/** Returns the place of a path that this user may change. */
	Place writeable(Optional<User> user, String path) {
		var place = workspaces.resolve(user, path);
		if (place.isVirtual() || !place.workspace().isWritable() || forest.faults().isHidden(path)) {
			throw TreeException.notWriteable();
		}
		return place;
	}

	Made make(Optional<User> user, String path, NodeRequest request, Origin origin) {
		var place = writeable(user, path);
		var source = place.source();
		var existing = forest.find(source, place.path());
		if (existing != null) {
			if (!existing.isFolder) {
				throw new TreeException("cannot.override.file", 403, "cannot override file " + path);
			}
			return new Made(new Found(path, forest.view(existing), Reading.metas(place)),
					!source.isStructured(), true);
		}
		var parent = parent(place, TreePath.parent(place.path()));
		refuseOtherForm(source, parent, TreePath.name(place.path()));
		var isFree = !request.uuid().isEmpty() && forest.byUuid(request.uuid()) == null;
		var uuid = isFree ? request.uuid() : forest.newUuid();
		var entry = new Entry(uuid, TreePath.name(place.path()), !request.isLeaf(), forest.seconds());
		entry.etag = request.isLeaf() && !request.etag().isEmpty() ? request.etag() : forest.newTag();
		entry.size = request.isLeaf() ? request.size() : 0;
		forest.link(parent, entry);
		var metadata = origin.metadata(place.workspace().uuid());
		if (source.isStructured() && entry.isFolder) {
			appearLater(entry, metadata);
		} else {
			forest.publish(() -> Change.created(forest.stored(entry), metadata));
		}
		return new Made(new Found(path, forest.view(entry), Reading.metas(place)), !source.isStructured(),
				false);
	}

	/** Refuses a name of which another Unicode form is there (H6). */
	void refuseOtherForm(DataSource source, Entry parent, String name) {
		if (forest.faults().isOn(Hazard.H6) && parent.childOfOtherForm(name) != null) {
			throw TreeException.pathInUse(source);
		}
	}

	private void appearLater(Entry folder, Map<String, String> metadata) {
		var delay = forest.faults().isOn(Hazard.H9) ? forest.options.hashDelay() : Duration.ZERO;
		folder.appearAt(forest.now().plus(delay));
		forest.later(delay, () -> {
			if (folder.isThere()) {
				forest.publish(() -> Change.created(forest.stored(folder), metadata));
				mark(folder);
			}
		});
	}

	/** Puts a {@code .pydio} into a folder of structured storage, if it has none. */
	void mark(Entry folder) {
		if (folder.child(Entry.MARKER) != null) {
			return;
		}
		var marker = new Entry(forest.newUuid(), Entry.MARKER, false, forest.seconds());
		marker.size = Entry.MARKER_SIZE;
		marker.mode = Forest.SCANNED_MODE;
		marker.content = forest.contents.text(folder.uuid);
		var md5 = BlockDigest.md5();
		md5.update(folder.uuid.getBytes(StandardCharsets.US_ASCII));
		marker.etag = BlockDigest.hex(md5.digest());
		forest.link(folder, marker);
		forest.publish(() -> Change.created(forest.stored(marker), Map.of()));
	}

	/** Returns a folder, made with all above it where they are missing, of which nobody is told. */
	Entry parent(Place place, String path) {
		var entry = place.source().root();
		for (var name : segments(path)) {
			var next = entry.child(name);
			if (next == null) {
				refuseOtherForm(place.source(), entry, name);
				next = new Entry(forest.newUuid(), name, true, forest.seconds());
				next.etag = forest.newTag();
				next.mode = Forest.SCANNED_MODE;
				forest.link(entry, next);
				markLater(place.source(), next);
			}
			entry = next;
		}
		return entry;
	}

	/** Returns a folder, made with all above it where they are missing, as a PUT makes them. */
	Entry parentOfContent(Place place, String path, Origin origin) {
		var entry = place.source().root();
		for (var name : segments(path)) {
			var next = entry.child(name);
			if (next == null) {
				refuseOtherForm(place.source(), entry, name);
				next = withContent(place, entry, name, origin);
			}
			entry = next;
		}
		entry.appear();
		return entry;
	}

	private Entry withContent(Place place, Entry parent, String name, Origin origin) {
		var entry = new Entry(forest.newUuid(), name, true, forest.seconds());
		entry.etag = forest.newTag();
		forest.link(parent, entry);
		forest.publish(() -> Change.created(forest.stored(entry), origin.metadata(place.workspace().uuid())));
		entry.etag = Entry.NO_TAG;
		entry.size = Entry.MARKER_SIZE;
		forest.journal.put(entry);
		forest.publish(() -> Change.created(forest.stored(entry), origin.metadata(place.workspace().uuid())));
		markLater(place.source(), entry);
		return entry;
	}

	private void markLater(DataSource source, Entry folder) {
		if (source.isStructured()) {
			forest.later(forest.options.hashDelay(), () -> {
				if (folder.isThere()) {
					mark(folder);
				}
			});
		}
	}

	private static List<String> segments(String path) {
		return path.isEmpty() ? List.of() : List.of(path.split("/"));
	}
}
