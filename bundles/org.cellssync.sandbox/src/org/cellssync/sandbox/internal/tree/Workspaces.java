package org.cellssync.sandbox.internal.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.cellssync.sandbox.internal.auth.User;

/** Which workspaces there are for whom, and where their paths lead. Used under the forest's lock. */
final class Workspaces {
	static final String COMMON = "common-files";
	static final String PERSONAL = "personal-files";
	static final String OTHER = "other-family";
	static final String READ_ONLY = "read-only";

	private static final String PERSONAL_SOURCE = "personal";

	private final Forest forest;
	private final Workspace common;
	private final Workspace other;
	private final Workspace readOnly;

	Workspaces(Forest forest) {
		this.forest = forest;
		var options = forest.options;
		var main = options.family();
		this.common = new Workspace(COMMON, "Common Files", "Data shared by all users", "DATASOURCE:pydiods1",
				"f1426399-966f-4415-aed2-62633244b3ef", source("pydiods1", main, options.storage()), "",
				true);
		this.other = new Workspace(OTHER, "Other family", "Content hashed the other way",
				"DATASOURCE:otherfamily", "a4200293-02e9-408c-bcb6-4317c55ce10a",
				source("otherfamily", main.other(), StorageKind.FLAT), "", true);
		this.readOnly = new Workspace(READ_ONLY, "Read only", "Content nobody may change",
				"DATASOURCE:readonly", "5860aa4a-0dae-4932-a272-efeb823268b4",
				source("readonly", main, StorageKind.FLAT), "", false);
		source(PERSONAL_SOURCE, main, options.storage());
	}

	private DataSource source(String name, Family family, StorageKind kind) {
		return forest.add(new DataSource(name, family, kind, forest.seconds()));
	}

	/** Returns the workspaces of one family that somebody sees in the account root; an older server shows all. */
	List<WorkspaceView> listed(Optional<User> user, Family family) {
		if (user.isEmpty()) {
			return List.of();
		}
		var all = forest.faults().isOlderServer();
		return of(user.get()).stream().filter(each -> all || each.source().family() == family)
				.map(Workspace::view).toList();
	}

	/** Returns all workspaces of somebody, whatever their families. */
	List<WorkspaceView> all(User user) {
		return of(user).stream().map(Workspace::view).toList();
	}

	private List<Workspace> of(User user) {
		return List.of(readOnly, personal(user), other, common);
	}

	private Workspace personal(User user) {
		var source = forest.source(PERSONAL_SOURCE);
		if (source.root().child(user.name()) == null) {
			var home = new Entry(forest.newUuid(), user.name(), true, forest.seconds());
			home.etag = Entry.NO_TAG;
			forest.link(source.root(), home);
		}
		return new Workspace(PERSONAL, "Personal Files", "User personal data", "my-files",
				"2c9bb646-9528-40ad-8921-b316be4b0358", source, user.name(), true);
	}

	/** Returns a workspace that is the same for everybody. */
	Workspace shared(String slug) {
		return List.of(readOnly, other, common).stream().filter(each -> each.slug().equals(slug)).findFirst()
				.orElseThrow(() -> TreeException.noWorkspace(slug));
	}

	/** Returns whether there is a workspace of this name. */
	static boolean exists(String slug) {
		return List.of(COMMON, PERSONAL, OTHER, READ_ONLY).contains(slug);
	}

	/** Returns the data source behind a workspace. */
	DataSource sourceOf(String slug) {
		return slug.equals(PERSONAL) ? forest.source(PERSONAL_SOURCE) : shared(slug).source();
	}

	/** Returns the family of the workspace that a path is in. */
	Family family(Optional<User> user, String clientPath) {
		return workspace(user, clientPath).source().family();
	}

	private Workspace workspace(Optional<User> user, String clientPath) {
		var slug = TreePath.first(clientPath);
		return user
				.flatMap(someone -> of(someone).stream().filter(each -> each.slug().equals(slug)).findFirst())
				.orElseThrow(() -> TreeException.noWorkspace(slug));
	}

	/** Returns where a path leads, whether or not anything is there. */
	Place resolve(Optional<User> user, String clientPath) {
		var workspace = workspace(user, clientPath);
		var rest = TreePath.rest(clientPath);
		var added = forest.faults().addedRoots(workspace.slug());
		if (added.isEmpty()) {
			return new Place(workspace, workspace.source(), workspace.base(), workspace.slug(),
					TreePath.join(workspace.base(), rest), clientPath);
		}
		if (rest.isEmpty()) {
			return new Place(workspace, null, "", workspace.slug(), "", clientPath);
		}
		var key = TreePath.first(rest);
		var prefix = workspace.slug() + "/" + key;
		if (key.equals(workspace.source().name())) {
			return new Place(workspace, workspace.source(), workspace.base(), prefix,
					TreePath.join(workspace.base(), TreePath.rest(rest)), clientPath);
		}
		if (!added.contains(key)) {
			throw TreeException.absent(workspace.source(), rest);
		}
		return new Place(workspace, addedSource(workspace, key), "", prefix, TreePath.rest(rest), clientPath);
	}

	private DataSource addedSource(Workspace workspace, String name) {
		var known = forest.source(name);
		return known != null ? known : source(name, workspace.source().family(), StorageKind.FLAT);
	}

	/** Returns the roots of a workspace that has several. */
	List<Place> roots(Optional<User> user, Workspace workspace) {
		var result = new ArrayList<Place>();
		result.add(resolve(user, workspace.slug() + "/" + workspace.source().name()));
		for (var name : forest.faults().addedRoots(workspace.slug())) {
			result.add(resolve(user, workspace.slug() + "/" + name));
		}
		return result;
	}

	/**
	 * Returns the client's path of a node in the workspace of this path, or nothing when it is in another
	 * one.
	 */
	Optional<String> locate(Optional<User> user, String slug, String source, String path) {
		var workspace = workspace(user, slug);
		var places = forest.faults().addedRoots(slug).isEmpty() ? List.of(resolve(user, slug))
				: roots(user, workspace);
		for (var place : places) {
			if (place.source().name().equals(source) && TreePath.isIn(path, place.base())) {
				return Optional.of(place.toClient(path));
			}
		}
		return Optional.empty();
	}
}
