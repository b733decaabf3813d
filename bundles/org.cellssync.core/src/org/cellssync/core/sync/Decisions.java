package org.cellssync.core.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.core.tree.Tree;
import org.cellssync.core.tree.TreeEdits;

/**
 * Carries decisions about conflicts out by rewriting what both ends are said to have agreed upon: an end whose version loses
 * is made to look unchanged, so that the ordinary rules replace it.
 */
public final class Decisions {

	private Decisions() {
	}

	/**
	 * Returns the trees with all decisions counted that still hold.
	 *
	 * @param suffix put between name and extension of a copy that "keep both" makes
	 */
	public static Settled settle(Trees trees, SortedMap<SyncPath, Decision> decisions, String suffix) {
		TreeEdits ancestor = new TreeEdits();
		List<Move> renames = new ArrayList<>();
		decisions.forEach((path, decision) -> {
			Entry local = Tree.at(trees.local(), path);
			Entry remote = Tree.at(trees.remote(), path);
			if (local.equals(decision.local()) && remote.equals(decision.remote())) {
				switch (decision.resolution()) {
					case KEEP_LOCAL -> ancestor.put(path, remote);
					case KEEP_REMOTE -> ancestor.put(path, local);
					case KEEP_BOTH -> renames.add(new Move(path, free(trees, path, suffix), local));
				}
			}
		});
		return new Settled(new Trees(ancestor.applyTo(trees.ancestor()), trees.local(), trees.remote()), renames);
	}

	/** Returns a name beside {@code path} that neither end uses. */
	private static SyncPath free(Trees trees, SyncPath path, String suffix) {
		String name = path.name();
		int dot = name.lastIndexOf('.');
		String start = dot > 0 ? name.substring(0, dot) : name;
		String extension = dot > 0 ? name.substring(dot) : "";
		SyncPath candidate = path.parent().child(start + suffix + extension);
		for (int i = 2; Tree.at(trees.local(), candidate).exists() || Tree.at(trees.remote(), candidate).exists(); i++) {
			candidate = path.parent().child(start + suffix + " " + i + extension);
		}
		return candidate;
	}
}
