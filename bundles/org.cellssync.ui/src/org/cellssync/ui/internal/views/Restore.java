package org.cellssync.ui.internal.views;

import java.util.List;
import java.util.Optional;

import org.eclipse.swt.widgets.Shell;

/** Brings the chosen items back to where they stood. */
public final class Restore extends TrashHandler {

	@Override
	void run(Shell shell, List<TrashedItem> items, Runnable done) {
		restore(shell, items, Optional.empty(), done);
	}
}
