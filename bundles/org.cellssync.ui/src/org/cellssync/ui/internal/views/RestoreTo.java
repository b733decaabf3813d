package org.cellssync.ui.internal.views;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.eclipse.swt.widgets.DirectoryDialog;
import org.eclipse.swt.widgets.Shell;

/** Brings the chosen items back into a folder that a person chooses. */
public final class RestoreTo extends TrashHandler {

	@Override
	void run(Shell shell, List<TrashedItem> items, Runnable done) {
		String folder = new DirectoryDialog(shell).open();
		if (folder != null) {
			restore(shell, items, Optional.of(Path.of(folder)), done);
		}
	}
}
