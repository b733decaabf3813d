package org.cellssync.ui.internal;

import org.eclipse.ui.IViewReference;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.views.IViewRegistry;

/**
 * Views of plug-ins that were removed since the window's layout was kept: an empty tab is all that would be left of
 * them.
 */
final class RemovedViews {

	private RemovedViews() {
	}

	/** Closes them. Display thread. */
	static void close(IWorkbenchWindow window) {
		IViewRegistry registry = window.getWorkbench().getViewRegistry();
		for (IWorkbenchPage page : window.getPages()) {
			for (IViewReference view : page.getViewReferences()) {
				if (registry.find(view.getId()) == null) {
					page.hideView(view);
				}
			}
		}
	}
}
