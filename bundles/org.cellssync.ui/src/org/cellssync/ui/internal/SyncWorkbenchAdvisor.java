package org.cellssync.ui.internal;

import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.application.IWorkbenchConfigurer;
import org.eclipse.ui.application.IWorkbenchWindowConfigurer;
import org.eclipse.ui.application.WorkbenchAdvisor;
import org.eclipse.ui.application.WorkbenchWindowAdvisor;

/** How the workbench begins and ends. */
final class SyncWorkbenchAdvisor extends WorkbenchAdvisor {

	private static boolean ending;

	@Override
	public void initialize(IWorkbenchConfigurer configurer) {
		super.initialize(configurer);
		configurer.setSaveAndRestore(true);
		ending = false;
	}

	@Override
	public WorkbenchWindowAdvisor createWorkbenchWindowAdvisor(IWorkbenchWindowConfigurer configurer) {
		return new SyncWindowAdvisor(configurer);
	}

	@Override
	public String getInitialWindowPerspectiveId() {
		return SyncPerspective.ID;
	}

	/** Ends the program without asking. Display thread. */
	static void end(IWorkbench workbench) {
		ending = true;
		workbench.close();
	}

	/** Returns whether the program is ending, so that closing the window is not a wish to hide it. */
	static boolean isEnding() {
		return ending;
	}
}
