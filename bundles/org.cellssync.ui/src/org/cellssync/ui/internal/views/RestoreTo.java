package org.cellssync.ui.internal.views;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.cellssync.ui.internal.Choosing;
import org.cellssync.ui.internal.Messages;
import org.eclipse.swt.widgets.Shell;

/** Brings the chosen items back into a folder that a person chooses. */
public final class RestoreTo extends TrashHandler {

	@Override
	void run(Shell shell, List<TrashedItem> items, Runnable done) {
		Choosing.folder(shell, Messages.Trash_restoreTo, "")
				.ifPresent(folder -> restore(shell, items, Optional.of(Path.of(folder)), done));
	}
}
