package org.cellssync.ui.internal;

import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.IWorkbenchWindow;

/** The window's shell. Display thread. */
final class Shells {

	private Shells() {
	}

	static void bringToFront(IWorkbench workbench) {
		for (IWorkbenchWindow window : workbench.getWorkbenchWindows()) {
			Shell shell = window.getShell();
			shell.setVisible(true);
			shell.setMinimized(false);
			shell.forceActive();
		}
	}
}
