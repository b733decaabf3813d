package org.cellssync.sandbox.internal.tree;

import java.time.Duration;
import java.util.Optional;

import org.cellssync.sandbox.internal.auth.User;
import org.cellssync.sandbox.internal.events.Change;
import org.cellssync.sandbox.internal.events.Origin;
import org.cellssync.sandbox.internal.web.Hazard;

/** Content that comes by PUT. Used under the forest's lock. */
final class Uploads {
	/** Structured storage takes longer to be right. */
	private static final int STRUCTURED_FACTOR = 2;

	private final Forest forest;
	private final Folders folders;
	private final Moves moves;

	Uploads(Forest forest, Folders folders, Moves moves) {
		this.forest = forest;
		this.folders = folders;
		this.moves = moves;
	}

	Upload begin(Optional<User> user, String path, long size, Origin origin) {
		var place = folders.writeable(user, path);
		var name = TreePath.name(path);
		if (place.isRoot() || user.isEmpty() || forest.faults().isLockedFor(path, user.get().name())) {
			throw TreeException.notWriteable();
		}
		if (name.equals(Entry.MARKER)) {
			throw new TreeException("", 500, "this name belongs to the storage");
		}
		moves.refuseUnderWay(place);
		refuseBeyondQuota(place, size);
		var existing = forest.find(place.source(), place.path());
		if (existing == null) {
			return new Upload(place, temporary(place, size, origin), true);
		}
		if (existing.isFolder) {
			throw TreeException.ontoFolder(place.source(), existing.uuid, size);
		}
		return new Upload(place, existing, false);
	}

	private void refuseBeyondQuota(Place place, long size) {
		var limit = forest.faults().quota(place.workspace().slug());
		if (limit.isPresent() && forest.get(place.source(), place.base()).below + size > limit.getAsLong()) {
			throw new TreeException("quota.exceeded", 422, "You have reached your quota");
		}
	}

	private Entry temporary(Place place, long size, Origin origin) {
		var parent = folders.parentOfContent(place, TreePath.parent(place.path()), origin);
		var name = TreePath.name(place.path());
		meetOtherForm(place.source(), parent, name);
		var entry = new Entry(forest.newUuid(), name, false, forest.seconds());
		entry.etag = NodeView.TEMPORARY;
		entry.size = size;
		entry.mime = MediaTypes.of(name);
		forest.link(parent, entry);
		forest.publish(() -> Change.created(forest.stored(entry), origin.metadata(place.workspace().uuid())));
		return entry;
	}

	/** Does what a real server does to a name of which another Unicode form is there (H6). */
	private void meetOtherForm(DataSource source, Entry parent, String name) {
		var other = parent.childOfOtherForm(name);
		if (other == null || !forest.faults().isOn(Hazard.H6)) {
			return;
		}
		if (source.isStructured() && !other.isFolder) {
			forest.release(forest.remove(other));
			return;
		}
		if (!other.isFolder && name.equals(TreePath.form(name))) {
			ruin(other);
		}
		throw TreeException.pathInUse(source);
	}

	/** Makes a file the folder that nobody can read. */
	private void ruin(Entry file) {
		var lost = file.content;
		file.resize(0);
		file.isFolder = true;
		file.content = null;
		file.settleNow("", 0);
		file.etag = Entry.NO_TAG;
		file.mime = "";
		forest.journal.put(file);
		forest.release(lost);
	}

	void commit(Upload upload, Arrived arrived, Origin origin) {
		var place = upload.place;
		var entry = upload.entry.isThere() && !upload.entry.isFolder ? upload.entry
				: again(upload, arrived, origin);
		var before = entry.content;
		entry.content = arrived.content();
		entry.resize(arrived.content().size());
		entry.etag = arrived.etag();
		entry.mime = arrived.mime();
		entry.modified = forest.seconds();
		entry.appear();
		var isHashed = !forest.faults().isOlderServer()
				&& (place.source().family() == Family.V4 || forest.faults().isOn(Hazard.H10));
		settle(entry, place.source(), isHashed ? arrived.hash() : "");
		forest.journal.put(entry);
		forest.versions.written(entry);
		forest.publish(() -> {
			var node = forest.stored(entry).sized(entry.size).tagged(entry.etag, entry.finalHash());
			return Change.created(node, origin.metadata(place.workspace().uuid()));
		});
		forest.release(before);
	}

	/** Makes the node again that was removed or moved away while its content came. */
	private Entry again(Upload upload, Arrived arrived, Origin origin) {
		var place = upload.place;
		var existing = forest.find(place.source(), place.path());
		if (existing == null) {
			return temporary(place, arrived.content().size(), origin);
		}
		if (existing.isFolder) {
			throw TreeException.ontoFolder(place.source(), existing.uuid, arrived.content().size());
		}
		return existing;
	}

	/** Lets the index catch up now, or as late as a real server's (H9). */
	private void settle(Entry entry, DataSource source, String hash) {
		var delay = forest.faults().isOn(Hazard.H9) ? forest.options.hashDelay() : Duration.ZERO;
		var finalMode = source.isStructured() ? Forest.SCANNED_MODE : 0;
		if (delay.isZero()) {
			entry.settleNow(hash, finalMode);
		} else if (source.isStructured()) {
			var shape = forest.random.nextBoolean() ? Entry.Shape.NO_SIZE : Entry.Shape.TEMPORARY_TAG;
			entry.settleAt(forest.now().plus(delay.multipliedBy(STRUCTURED_FACTOR)), shape, hash, finalMode);
		} else {
			entry.settleAt(forest.now().plus(delay), Entry.Shape.STALE_HASH, hash, finalMode);
		}
	}

	/** Takes the hash from a file, now and for ever. */
	void makeOld(Optional<User> user, String path) {
		var place = folders.writeable(user, path);
		var entry = forest.get(place.source(), place.path());
		entry.settleNow("", entry.finalMode());
		forest.journal.put(entry);
	}

	void abort(Upload upload, Origin origin) {
		if (upload.isNew) {
			abandon(upload, origin);
		}
	}

	/** Gives an upload in parts up, with its node as long as that has no content, whichever upload it was made for. */
	void abandon(Upload upload, Origin origin) {
		var entry = upload.entry;
		if (!entry.isThere() || !entry.isTemporary()) {
			return;
		}
		var node = forest.stored(entry);
		forest.remove(entry);
		forest.publish(() -> Change.deleted(node, origin.metadata(upload.place.workspace().uuid())));
	}
}
