package org.cellssync.ui.internal;

import java.util.List;
import java.util.function.Consumer;

import org.cellssync.api.diagnostic.Diagnostic;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.TreeItem;

/**
 * Items of a tree that stand for folders on a server, which is asked for what is in one when it is opened. Display
 * thread.
 */
public final class ServerFolders {

	private static final String KNOWN = ServerFolders.class.getName();

	private ServerFolders() {
	}

	/** Has an item stand for a folder of which nothing is known yet. */
	public static void closed(TreeItem item) {
		item.setData(KNOWN, KNOWN);
		new TreeItem(item, SWT.NONE).setText(Messages.Wizard_loading);
	}

	/** Returns whether an item stands for a folder, and not for what is not known yet. */
	public static boolean isFolder(TreeItem item) {
		return item.getData(KNOWN) != null;
	}

	/**
	 * Asks for the folders in a folder when it is opened for the first time.
	 *
	 * @param fill makes the items of these names; the item is empty then
	 * @param failed hears what is wrong; the item is closed then
	 */
	public static void open(TreeItem item, String account, String path, Consumer<List<String>> fill,
			Consumer<Diagnostic> failed) {
		if (item.getItemCount() != 1 || isFolder(item.getItem(0))) {
			return;
		}
		Work.quietly(item.getDisplay(), Messages.Wizard_loading,
				cancel -> Services.get().workspaces().folders(account, path, cancel), names -> {
					if (!item.isDisposed()) {
						item.removeAll();
						fill.accept(names);
						item.setExpanded(true);
					}
				}, failure -> {
					if (!item.isDisposed()) {
						item.setExpanded(false);
						failed.accept(failure);
					}
				});
	}
}
