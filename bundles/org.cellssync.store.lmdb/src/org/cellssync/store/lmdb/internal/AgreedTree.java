package org.cellssync.store.lmdb.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.cellssync.api.state.Agreed;
import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Identities;
import org.cellssync.core.tree.Identity;
import org.cellssync.core.tree.SyncPath;

/**
 * The ancestor in the making, from records in the order of their keys: parents before children, everything
 * below a folder right after it. Records out of this order, as of very long paths, only take longer.
 */
final class AgreedTree {

	private record Open(String path, FolderBuilder folder) {
		boolean holds(String other) {
			return path.isEmpty()
					|| other.length() > path.length() && other.charAt(path.length()) == '/'
							&& other.startsWith(path);
		}
	}

	private final FolderBuilder root = new FolderBuilder();
	/** The folders from the root to the one last filled. */
	private final List<Open> open = new ArrayList<>(List.of(new Open("", root)));
	private final Map<SyncPath, Identity> local;
	private final Map<SyncPath, Identity> remote;
	private boolean empty = true;

	AgreedTree(int expected) {
		local = HashMap.newHashMap(expected);
		remote = HashMap.newHashMap(expected);
	}

	void add(AgreedCodec.Record record) {
		empty = false;
		String path = record.path();
		boolean directory = record.entry().entry() instanceof Directory;
		if (!path.isEmpty()) {
			Optional<FolderBuilder> parent = parent(path);
			if (parent.isEmpty()) {
				// Something that is no folder stands above: this is left over and counts as not agreed.
				return;
			}
			if (directory) {
				enter(parent.get(), path, record.name());
			} else {
				parent.get().put(record.name(), record.entry().entry());
			}
		}
		addIdentities(record);
	}

	Agreed build() {
		Entry tree = empty ? Entry.Absent.ABSENT : root.build();
		return new Agreed(tree, Identities.of(local), Identities.of(remote));
	}

	private void addIdentities(AgreedCodec.Record record) {
		if (record.entry().local().isPresent() || record.entry().remote().isPresent()) {
			SyncPath path = new SyncPath(record.path());
			record.entry().local().ifPresent(identity -> local.put(path, identity));
			record.entry().remote().ifPresent(identity -> remote.put(path, identity));
		}
	}

	/** Returns the folder that {@code path} lies in. */
	private Optional<FolderBuilder> parent(String path) {
		while (!open.getLast().holds(path)) {
			open.removeLast();
		}
		while (true) {
			Open last = open.getLast();
			int start = last.path.isEmpty() ? 0 : last.path.length() + 1;
			int slash = path.indexOf('/', start);
			if (slash < 0) {
				return Optional.of(last.folder);
			}
			if (!enter(last.folder, path.substring(0, slash), path.substring(start, slash))) {
				return Optional.empty();
			}
		}
	}

	private boolean enter(FolderBuilder parent, String path, String name) {
		Optional<FolderBuilder> folder = parent.folder(name);
		folder.ifPresent(each -> open.add(new Open(path, each)));
		return folder.isPresent();
	}
}
