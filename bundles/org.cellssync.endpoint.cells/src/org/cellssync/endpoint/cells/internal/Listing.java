package org.cellssync.endpoint.cells.internal;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Identity;
import org.cellssync.core.tree.Reason;
import org.cellssync.core.tree.SyncPath;

/**
 * Makes the tree of a listing, node by node. Names come into Unicode form NFC; two nodes of one folder whose
 * names are then the same block each other, since writing either would ruin the other. Unchanged parts are
 * those of the expected tree. For one thread.
 */
final class Listing {

	/** Stands for a folder that takes no part, so that what lies in it takes none either. */
	private static final Folder LEFT_OUT = new Folder(SyncPath.ROOT, Entry.Absent.ABSENT);

	private static final class Folder {
		private final SyncPath path;
		private final Entry expected;
		private final SortedMap<String, Entry> files = new TreeMap<>();
		private final SortedMap<String, Folder> folders = new TreeMap<>();
		private final Map<String, Identity> identities = new HashMap<>();
		private final Set<String> clashes = new HashSet<>();

		Folder(SyncPath path, Entry expected) {
			this.path = path;
			this.expected = expected;
		}

		boolean holds(String name) {
			return files.containsKey(name) || folders.containsKey(name);
		}

		Entry expected(String name) {
			return expected instanceof Directory directory ? directory.child(name) : Entry.Absent.ABSENT;
		}
	}

	private final Look look;
	private final Map<String, Folder> folders = new HashMap<>();
	private final Folder top;

	/**
	 * A listing of nothing yet.
	 *
	 * @param exactPath of the folder that is listed
	 * @param expected what it is thought to hold
	 */
	Listing(Look look, String exactPath, SyncPath path, Entry expected) {
		this.look = look;
		this.top = new Folder(path, expected);
		folders.put(exactPath, top);
	}

	/** Takes one node in; folders before what lies in them. */
	void add(RemoteNode node) {
		look.counted();
		Folder parent = folder(TaskRoot.parent(node.path()));
		if (parent == LEFT_OUT) {
			if (!node.leaf()) {
				folders.put(node.path(), LEFT_OUT);
			}
			return;
		}
		SyncPath path;
		try {
			path = parent.path.child(node.name());
		} catch (IllegalArgumentException noName) {
			look.problem(Diagnostic.of(Code.NAME_NOT_ALLOWED, parent.path.value(), node.name()));
			folders.put(node.path(), LEFT_OUT);
			return;
		}
		if (look.ignored(path, !node.leaf())) {
			leaveOut(parent, path, !node.leaf());
			folders.put(node.path(), LEFT_OUT);
			return;
		}
		add(parent, path, node);
	}

	private void add(Folder parent, SyncPath path, RemoteNode node) {
		String name = path.name();
		Identity identity = look.expectedIdentity(path, node.identity());
		Identity other = parent.identities.get(name);
		if (other != null && !other.exactName().equals(node.name())) {
			parent.clashes.add(name);
		}
		if (other == null && parent.holds(name)) {
			// A folder whose children came before it: it has its place already.
			parent.identities.put(name, identity);
			return;
		}
		parent.identities.put(name, identity);
		if (node.leaf()) {
			parent.folders.remove(name);
			parent.files.put(name, look.file(path, node, identity, parent.expected(name)));
		} else {
			Folder folder = new Folder(path, parent.expected(name));
			parent.files.remove(name);
			parent.folders.put(name, folder);
			folders.put(node.path(), folder);
		}
	}

	private Folder folder(String exactPath) {
		Folder folder = folders.get(exactPath);
		if (folder == null) {
			// The parent was not listed, or comes later: a place for it is made on the way up.
			Folder parent = folder(TaskRoot.parent(exactPath));
			folder = parent == LEFT_OUT ? LEFT_OUT : implied(parent, TaskRoot.name(exactPath));
			folders.put(exactPath, folder);
		}
		return folder;
	}

	private Folder implied(Folder parent, String name) {
		SyncPath path = parent.path.child(name);
		if (look.ignored(path, true)) {
			leaveOut(parent, path, true);
			return LEFT_OUT;
		}
		Folder folder = new Folder(path, parent.expected(path.name()));
		parent.folders.put(path.name(), folder);
		return folder;
	}

	private void leaveOut(Folder parent, SyncPath path, boolean directory) {
		Entry shown = look.leftOut(path, directory);
		if (shown.exists()) {
			parent.files.put(path.name(), shown);
		}
	}

	/** Returns the folder that was listed, and puts who its entries are into {@code identities}. */
	Entry finish(Map<SyncPath, Identity> identities) {
		return finish(top, identities);
	}

	private Entry finish(Folder folder, Map<SyncPath, Identity> identities) {
		SortedMap<String, Entry> children = new TreeMap<>();
		for (String name : folder.clashes) {
			folder.files.remove(name);
			folder.folders.remove(name);
			folder.identities.remove(name);
			children.put(name, look.blocked(Reason.NAME_CLASH,
					Diagnostic.of(Code.NAME_CLASH, folder.path.child(name).value())));
		}
		children.putAll(folder.files);
		folder.folders.forEach((name, child) -> children.put(name, finish(child, identities)));
		folder.identities.forEach((name, identity) -> identities.put(folder.path.child(name), identity));
		Directory directory = Directory.of(children);
		return directory.equals(folder.expected) ? folder.expected : directory;
	}
}
