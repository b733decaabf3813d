package org.cellssync.core.sync;

import org.cellssync.core.ignore.Selection;
import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Reason;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.core.tree.Tree;

/**
 * Selected folders are roots of their own: one that is missing on an end may have got a name there that is not
 * selected, which looks the same, and is no deletion for the other end.
 */
public final class SelectedFolders {

	private SelectedFolders() {
	}

	/**
	 * Returns {@code trees} with the selected folders blocked that are missing on one end alone and would not take
	 * part had they not been selected.
	 */
	public static Trees held(Trees trees, Selection selection) {
		Trees held = trees;
		for (SyncPath folder : selection.selected()) {
			if (selection.isEntrance(folder) && Tree.at(trees.ancestor(), folder) instanceof Directory) {
				for (Side side : Side.values()) {
					if (!Tree.at(trees.of(side), folder).exists() && Tree.at(trees.of(side.other()), folder).exists()) {
						held = held.with(side, Tree.with(held.of(side), folder, new Entry.Blocked(Reason.SELECTED_MISSING)));
					}
				}
			}
		}
		return held;
	}
}
