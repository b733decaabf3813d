package org.cellssync.ui.internal;

import org.eclipse.ui.application.IWorkbenchConfigurer;
import org.eclipse.ui.application.IWorkbenchWindowConfigurer;
import org.eclipse.ui.application.WorkbenchAdvisor;
import org.eclipse.ui.application.WorkbenchWindowAdvisor;

/** How the workbench begins and ends. */
final class SyncWorkbenchAdvisor extends WorkbenchAdvisor {

	private boolean ending;

	@Override
	public void initialize(IWorkbenchConfigurer configurer) {
		super.initialize(configurer);
		configurer.setSaveAndRestore(true);
	}

	@Override
	public WorkbenchWindowAdvisor createWorkbenchWindowAdvisor(IWorkbenchWindowConfigurer configurer) {
		return new SyncWindowAdvisor(configurer, () -> ending);
	}

	@Override
	public String getInitialWindowPerspectiveId() {
		return SyncPerspective.ID;
	}

	/** The program ends, by its menu or by a signal: closing the window is then no wish to hide it. */
	@Override
	public boolean preShutdown() {
		ending = true;
		return true;
	}
}
