package org.cellssync.sandbox.internal.tree;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import org.cellssync.sandbox.internal.auth.User;
import org.cellssync.sandbox.internal.events.Events;
import org.cellssync.sandbox.internal.events.Origin;
import org.cellssync.sandbox.internal.storage.ContentStore;

/**
 * Everything the sandbox serves, and all that can be done with it.
 * <p>
 * Paths are those of clients: the slug of a workspace first, no leading slash. A user that is absent is
 * nobody: all workspaces are unknown. Refusals are {@link TreeException}s. Safe for use by many threads.
 */
public final class World implements AutoCloseable {
	private final Forest forest;
	private final Workspaces workspaces;
	private final Reading reading;
	private final Folders folders;
	private final Moves moves;
	private final Uploads uploads;
	private final Deletions deletions;
	private final Bin bin;

	/** Opens what the folder of the options holds, or begins a new world. */
	public World(WorldOptions options) {
		forest = new Forest(options);
		workspaces = new Workspaces(forest);
		reading = new Reading(forest, workspaces);
		folders = new Folders(forest, workspaces);
		moves = new Moves(forest, workspaces, folders);
		uploads = new Uploads(forest, folders, moves);
		deletions = new Deletions(forest, folders, moves);
		bin = new Bin(forest, workspaces, folders, moves);
		forest.journal.load(forest);
		new Samples(forest, workspaces, folders).plant();
	}

	/** Returns what this world was made of. */
	public WorldOptions options() {
		return forest.options;
	}

	/** Returns where content is put before it arrives at a node. */
	public ContentStore contents() {
		return forest.contents;
	}

	/** Returns the workspaces of one family that a user sees in the account root. */
	public List<WorkspaceView> workspaces(Optional<User> user, Family family) {
		return forest.locked(() -> workspaces.listed(user, family));
	}

	/** Returns all workspaces of a user, those too that the account root does not show for their family. */
	public List<WorkspaceView> workspaces(User user) {
		return forest.locked(() -> workspaces.all(user));
	}

	/** Returns whether there is a workspace of this name. */
	public static boolean hasWorkspace(String slug) {
		return Workspaces.exists(slug);
	}

	/** Returns the family of the workspace that a path is in. */
	public Family family(Optional<User> user, String path) {
		return forest.locked(() -> workspaces.family(user, path));
	}

	/**
	 * Returns a node.
	 *
	 * @param isExtended whether to count the children of a folder
	 */
	public Found read(Optional<User> user, String path, boolean isExtended) {
		return forest.locked(() -> reading.read(user, path, isExtended));
	}

	/** Begins a listing of what is in a folder, or of all below it. */
	public Walk walk(Optional<User> user, String path, boolean isRecursive) {
		return forest.locked(() -> reading.walk(user, path, isRecursive));
	}

	/** Returns a file as its storage has it. */
	public Stored stored(Optional<User> user, String path) {
		return forest.locked(() -> reading.stored(user, path));
	}

	/** Returns a version of a file, with the tag of what stands there. */
	public Stored stored(Optional<User> user, String path, String versionId) {
		return forest.locked(() -> reading.stored(user, path, versionId));
	}

	/** Returns the versions that are kept of a file, the newest first. */
	public List<Found> versions(Optional<User> user, String path) {
		return forest.locked(() -> reading.versions(user, path));
	}

	/** Makes a folder, with all above it where they are missing; one that is there is returned. */
	public Made make(Optional<User> user, String path, NodeRequest request, Origin origin) {
		return forest.locked(() -> folders.make(user, path, request, origin));
	}

	/** Gives a node another place, and returns it as it was before. */
	public Found move(Optional<User> user, String from, String to, Origin origin) {
		return forest.locked(() -> moves.move(user, from, to, origin));
	}

	/**
	 * Deletes a node and all below it for good.
	 *
	 * @param uuid what the caller believes to delete, may be empty
	 * @param isGone tells whether the caller does not wait any more
	 * @return false when it stopped half-way because the caller is gone
	 */
	public boolean delete(Optional<User> user, String path, String uuid, Origin origin,
			BooleanSupplier isGone) {
		return deletions.delete(user, path, uuid, origin, isGone);
	}

	/** Begins to take content for a path; it ends with {@link #commit} or {@link #abort}. */
	public Upload begin(Optional<User> user, String path, long size, Origin origin) {
		return forest.locked(() -> uploads.begin(user, path, size, origin));
	}

	/** Makes content the content of its node. */
	public void commit(Upload upload, Arrived arrived, Origin origin) {
		forest.locked(() -> {
			uploads.commit(upload, arrived, origin);
			return null;
		});
	}

	/** Gives an upload up: a node that was made for it goes, another stays as it was. */
	public void abort(Upload upload, Origin origin) {
		forest.locked(() -> {
			uploads.abort(upload, origin);
			return null;
		});
	}

	/** Gives an upload in parts up: its node goes as long as it has no content, whichever upload it was made for. */
	public void abandon(Upload upload, Origin origin) {
		forest.locked(() -> {
			uploads.abandon(upload, origin);
			return null;
		});
	}

	/**
	 * Hashes the content behind a workspace anew, and says afterwards that it is of this family. Reads all of it.
	 *
	 * @param hashed the share of its files that carry a hash of the new family then, 0 to 1
	 */
	public void rehash(String slug, Family family, double hashed) {
		new Rehash(forest, workspaces).run(slug, family, hashed);
	}

	/** Takes the content hash from a file, so that it is as those of before the new family (H10). */
	public void makeOld(Optional<User> user, String path) {
		forest.locked(() -> {
			uploads.makeOld(user, path);
			return null;
		});
	}

	/** Starts to move nodes to the recycle bin, or those that are in it to nowhere. */
	public List<Job> recycle(Optional<User> user, List<String> paths, JobOrigin origin) {
		return forest.locked(() -> bin.delete(user, paths, origin));
	}

	/** Starts to move nodes from the recycle bin to where they were. */
	public List<Job> restore(Optional<User> user, List<String> paths, JobOrigin origin) {
		return forest.locked(() -> bin.restore(user, paths, origin));
	}

	/**
	 * Lets a listener hear of changes below a path.
	 *
	 * @throws TreeException when the path is in no workspace of this user
	 */
	public Events.Subscription subscribe(Optional<User> user, String path, Events.Listener listener) {
		forest.locked(() -> workspaces.family(user, path));
		var below = path + "/";
		return forest.events.subscribe((source, place) -> forest
				.locked(() -> workspaces.locate(user, TreePath.first(path), source, place))
				.filter(at -> at.startsWith(below)), listener);
	}

	/** Returns whether anybody listens to changes. */
	public boolean hasListeners() {
		return forest.events.hasListeners();
	}

	@Override
	public void close() {
		forest.close();
	}
}
