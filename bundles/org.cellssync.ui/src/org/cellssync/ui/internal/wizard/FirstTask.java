package org.cellssync.ui.internal.wizard;

import org.cellssync.ui.internal.Services;
import org.eclipse.jface.wizard.WizardDialog;
import org.eclipse.swt.widgets.Shell;

/** Opens the wizard that sets up a task. Display thread. */
public final class FirstTask {

	private FirstTask() {
	}

	/** Opens the wizard where no task is set up yet. */
	public static void offer(Shell parent) {
		if (Services.get().sessions().views().isEmpty()) {
			parent.getDisplay().asyncExec(() -> open(parent));
		}
	}

	/** Opens the wizard. */
	public static void open(Shell parent) {
		if (!parent.isDisposed()) {
			WizardDialog dialog = new WizardDialog(parent, new TaskWizard());
			dialog.setPageSize(620, 380);
			dialog.open();
		}
	}
}
