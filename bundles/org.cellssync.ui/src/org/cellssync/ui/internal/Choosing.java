package org.cellssync.ui.internal;

import java.util.Optional;

import org.eclipse.swt.widgets.DirectoryDialog;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Shell;

/** The system's own dialogs for files and folders, saying in their titles what is chosen. Display thread. */
public final class Choosing {

	private Choosing() {
	}

	/** Returns the file that a person chooses, if any. */
	public static Optional<String> file(Shell parent, String title, String near) {
		FileDialog dialog = new FileDialog(parent);
		dialog.setText(title);
		dialog.setFilterPath(near);
		return Optional.ofNullable(dialog.open());
	}

	/** Returns the folder that a person chooses, if any. */
	public static Optional<String> folder(Shell parent, String title, String near) {
		DirectoryDialog dialog = new DirectoryDialog(parent);
		dialog.setText(title);
		dialog.setFilterPath(near);
		return Optional.ofNullable(dialog.open());
	}
}
