package org.cellssync.sandbox.internal.tree;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.cellssync.sandbox.internal.auth.User;

/** Looking at nodes. Used under the forest's lock. */
final class Reading {
	private static final Map<String, String> READ_ONLY = Map.of("node_readonly", "\"true\"");

	private final Forest forest;
	private final Workspaces workspaces;

	Reading(Forest forest, Workspaces workspaces) {
		this.forest = forest;
		this.workspaces = workspaces;
	}

	Found read(Optional<User> user, String path, boolean isExtended) {
		var place = readable(user, path);
		if (place.isVirtual()) {
			return virtualRoot(place);
		}
		var entry = visible(place);
		var metas = new HashMap<>(metas(place));
		if (isExtended) {
			var folders = entry.children().stream().filter(child -> child.isFolder).count();
			metas.put("ChildrenCount", String.valueOf(entry.children().size()));
			metas.put("ChildrenFolders", String.valueOf(folders));
			metas.put("ChildrenFiles", String.valueOf(entry.children().size() - folders));
		}
		if (!place.isRoot()) {
			return new Found(path, forest.view(entry), metas);
		}
		metas.put("ws_root", "\"true\"");
		forest.faults().quota(place.workspace().slug()).ifPresent(limit -> {
			metas.put("ws_quota", String.valueOf(limit));
			metas.put("ws_quota_usage", String.valueOf(entry.below));
		});
		return new Found(path + "/", forest.view(entry), metas);
	}

	/** Returns the place of a path that this user may look at. */
	Place readable(Optional<User> user, String path) {
		var place = workspaces.resolve(user, path);
		if (forest.faults().isHidden(path)) {
			throw TreeException.notReadable();
		}
		return place;
	}

	private static Found virtualRoot(Place place) {
		var workspace = place.workspace();
		var node = new NodeView("ROOT:" + workspace.uuid(), "", "", workspace.slug(), true, 0, 0, 0, "", "",
				"", "", workspace.source().family());
		return new Found(place.clientPath(), node,
				Map.of("ws_root", "\"true\"", "virtual_root", "\"true\"", "level_readonly", "\"true\""));
	}

	static Map<String, String> metas(Place place) {
		return place.workspace().isWritable() ? Map.of() : READ_ONLY;
	}

	Walk walk(Optional<User> user, String path, boolean isRecursive) {
		var place = readable(user, path);
		if (place.isVirtual()) {
			var roots = workspaces.roots(user, place.workspace());
			return new Walk(forest, roots, isRecursive);
		}
		return new Walk(forest, place, visible(place), isRecursive);
	}

	private Entry visible(Place place) {
		var found = forest.get(place.source(), place.path());
		for (var entry = found; entry != null; entry = entry.parent) {
			if (!entry.isVisible(forest.now())) {
				throw TreeException.absent(place.source(), place.path());
			}
		}
		return found;
	}

	/** Returns what a file holds; without content where there is none. */
	Stored stored(Optional<User> user, String path) {
		var entry = file(user, path);
		return new Stored(entry.etag, entry.mime, entry.modified, Optional.ofNullable(entry.content));
	}

	/** Returns what a version of a file holds, with the tag of what stands there; without content where there is none. */
	Stored stored(Optional<User> user, String path, String versionId) {
		var entry = file(user, path);
		return new Stored(entry.etag, entry.mime, entry.modified, forest.versions.of(entry).stream()
				.filter(version -> version.id().equals(versionId)).map(Versions.Version::content).findFirst());
	}

	/** Returns the versions of a file as nodes, which are as the file's own but for what tells them apart. */
	List<Found> versions(Optional<User> user, String path) {
		var entry = file(user, path);
		var view = forest.view(entry);
		return forest.versions.of(entry).stream()
				.map(version -> new Found(path, view.version(version.etag(), version.content().size(), version.modified()),
						Map.of("versionId", Json.string(version.id()), "versionDescription", Json.string("Created by job"))))
				.toList();
	}

	private Entry file(Optional<User> user, String path) {
		var place = readable(user, path);
		if (place.isVirtual()) {
			throw TreeException.folder();
		}
		var entry = visible(place);
		if (entry.isFolder) {
			throw TreeException.folder();
		}
		return entry;
	}

	/** Returns the account root's entries of one family. */
	List<WorkspaceView> listed(Optional<User> user, Family family) {
		return workspaces.listed(user, family);
	}
}
