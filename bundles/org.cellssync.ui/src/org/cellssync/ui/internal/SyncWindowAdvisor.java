package org.cellssync.ui.internal;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import org.cellssync.ui.internal.tray.TrayIcon;
import org.cellssync.ui.internal.wizard.FirstTask;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.application.ActionBarAdvisor;
import org.eclipse.ui.application.IActionBarConfigurer;
import org.eclipse.ui.application.IWorkbenchWindowConfigurer;
import org.eclipse.ui.application.WorkbenchWindowAdvisor;

/** The one window: what it shows, and what closing it means. */
final class SyncWindowAdvisor extends WorkbenchWindowAdvisor {

	private static final List<String> COUNTING = List.of(SyncPerspective.PROBLEMS, SyncPerspective.CONFLICTS);
	private static final Point SIZE = new Point(1180, 720);

	private final BooleanSupplier ending;
	private TrayIcon tray;
	private StatusLine status;

	/** @param ending whether the program is ending */
	SyncWindowAdvisor(IWorkbenchWindowConfigurer configurer, BooleanSupplier ending) {
		super(configurer);
		this.ending = ending;
	}

	/** What is in menus and toolbars is contributed in plugin.xml, ours as others'. */
	@Override
	public ActionBarAdvisor createActionBarAdvisor(IActionBarConfigurer configurer) {
		return new ActionBarAdvisor(configurer);
	}

	@Override
	public void preWindowOpen() {
		Appearance.fonts(getWindowConfigurer().getWindow().getWorkbench().getDisplay());
		IWorkbenchWindowConfigurer configurer = getWindowConfigurer();
		configurer.setInitialSize(SIZE);
		configurer.setShowMenuBar(true);
		configurer.setShowCoolBar(false);
		configurer.setShowStatusLine(true);
		configurer.setShowPerspectiveBar(false);
		configurer.setShowProgressIndicator(true);
		configurer.setTitle(Messages.Window_title);
	}

	@Override
	public void postWindowOpen() {
		IWorkbenchWindowConfigurer configurer = getWindowConfigurer();
		Shell shell = configurer.getWindow().getShell();
		IWorkbench workbench = configurer.getWorkbenchConfigurer().getWorkbench();
		tray = TrayIcon.create(shell.getDisplay(), () -> Shells.bringToFront(workbench), workbench::close);
		status = new StatusLine(shell.getDisplay(), configurer.getActionBarConfigurer().getStatusLineManager());
		RemovedViews.close(configurer.getWindow());
		begin(configurer.getWindow());
		FirstTask.offer(shell);
	}

	/** The tabs of problems and conflicts tell how many there are, before anybody has looked into them. */
	private static void begin(IWorkbenchWindow window) {
		for (IWorkbenchPage page : window.getPages()) {
			for (String id : COUNTING) {
				Optional.ofNullable(page.findViewReference(id)).ifPresent(view -> view.getView(true));
			}
		}
	}

	/**
	 * Closing hides the window where a tray brings it back; without one a person is asked, since syncing ends with the
	 * window.
	 */
	@Override
	public boolean preWindowShellClose() {
		Shell shell = getWindowConfigurer().getWindow().getShell();
		if (ending.getAsBoolean()) {
			return true;
		}
		if (tray.isUsable()) {
			shell.setVisible(false);
			return false;
		}
		int answer = MessageDialog.open(MessageDialog.QUESTION, shell, Messages.Window_quitTitle,
				Messages.Window_quitQuestion, 0,
				Messages.Window_minimize, Messages.Window_quit, IDialogConstants.CANCEL_LABEL);
		if (answer == 0) {
			shell.setMinimized(true);
		}
		return answer == 1;
	}

	@Override
	public void postWindowClose() {
		status.dispose();
		tray.dispose();
	}
}
