package org.cellssync.ui.internal;

import org.cellssync.ui.internal.tray.TrayIcon;
import org.cellssync.ui.internal.wizard.FirstTask;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.application.ActionBarAdvisor;
import org.eclipse.ui.application.IActionBarConfigurer;
import org.eclipse.ui.application.IWorkbenchWindowConfigurer;
import org.eclipse.ui.application.WorkbenchWindowAdvisor;

/** The one window: what it shows, and what closing it means. */
final class SyncWindowAdvisor extends WorkbenchWindowAdvisor {

	private static final Point SIZE = new Point(980, 640);

	private TrayIcon tray;

	SyncWindowAdvisor(IWorkbenchWindowConfigurer configurer) {
		super(configurer);
	}

	@Override
	public ActionBarAdvisor createActionBarAdvisor(IActionBarConfigurer configurer) {
		return new ActionBarAdvisor(configurer);
	}

	@Override
	public void preWindowOpen() {
		IWorkbenchWindowConfigurer configurer = getWindowConfigurer();
		configurer.setInitialSize(SIZE);
		configurer.setShowCoolBar(true);
		configurer.setShowStatusLine(true);
		configurer.setShowPerspectiveBar(false);
		configurer.setShowProgressIndicator(true);
		configurer.setTitle(Messages.Window_title);
	}

	@Override
	public void postWindowOpen() {
		Shell shell = getWindowConfigurer().getWindow().getShell();
		tray = TrayIcon.create(shell.getDisplay(), () -> Shells.bringToFront(getWindowConfigurer().getWorkbenchConfigurer()
				.getWorkbench()), this::quit);
		RemovedViews.close(getWindowConfigurer().getWindow());
		FirstTask.offer(shell);
	}

	private void quit() {
		SyncWorkbenchAdvisor.end(getWindowConfigurer().getWorkbenchConfigurer().getWorkbench());
	}

	/** Closing hides the window where a tray brings it back; without one a person is asked, since syncing ends with the window. */
	@Override
	public boolean preWindowShellClose() {
		Shell shell = getWindowConfigurer().getWindow().getShell();
		if (SyncWorkbenchAdvisor.isEnding()) {
			return true;
		}
		if (tray.isUsable()) {
			shell.setVisible(false);
			return false;
		}
		return MessageDialog.openQuestion(shell, Messages.Window_quitTitle, Messages.Window_quitQuestion);
	}

	@Override
	public void postWindowClose() {
		tray.dispose();
	}
}
