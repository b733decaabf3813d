package org.cellssync.ui.internal.tray;

import java.util.Optional;

import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.session.SyncSessions;
import org.cellssync.api.session.TaskStatus;
import org.cellssync.api.session.TaskView;
import org.cellssync.ui.internal.Icons;
import org.cellssync.ui.internal.Messages;
import org.cellssync.ui.internal.Services;
import org.cellssync.ui.internal.Texts;
import org.cellssync.ui.internal.Work;
import org.cellssync.ui.internal.model.SessionsModel;
import org.cellssync.ui.internal.model.WindowModel;
import org.eclipse.core.databinding.observable.list.IListChangeListener;
import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Tray;
import org.eclipse.swt.widgets.TrayItem;

/** The icon in the system's tray, where there is a tray: how tasks stand, and a menu. Display thread. */
public final class TrayIcon {

	private final LocalResourceManager images = new LocalResourceManager(JFaceResources.getResources());
	private final SessionsModel model;
	private final IListChangeListener<TaskView> changed = event -> refresh();
	private final TrayItem item;
	private final Shell owner;
	private final Menu menu;

	private TrayIcon(Display display, TrayItem item, Runnable open, Runnable quit) {
		this.item = item;
		this.model = WindowModel.sessions(display);
		this.owner = new Shell(display);
		this.menu = new Menu(owner, SWT.POP_UP);
		add(Messages.Tray_open, open);
		add(Messages.Tray_pauseAll, () -> forAll(display, Messages.Tray_pauseAll,
				(sessions, id) -> sessions.pause(id, Optional.empty())));
		add(Messages.Tray_resumeAll, () -> forAll(display, Messages.Tray_resumeAll, SyncSessions::resume));
		new MenuItem(menu, SWT.SEPARATOR);
		add(Messages.Tray_quit, quit);
		if (item != null) {
			item.addListener(SWT.Selection, event -> open.run());
			item.addListener(SWT.MenuDetect, event -> menu.setVisible(true));
			model.tasks().addListChangeListener(changed);
			refresh();
		}
	}

	/** Puts the icon into the tray, where the system has one that shows it. */
	public static TrayIcon create(Display display, Runnable open, Runnable quit) {
		Tray tray = display.getSystemTray();
		return new TrayIcon(display, tray == null || !TrayHost.isThere() ? null : new TrayItem(tray, SWT.NONE), open, quit);
	}

	private void add(String text, Runnable run) {
		MenuItem entry = new MenuItem(menu, SWT.PUSH);
		entry.setText(text);
		entry.addListener(SWT.Selection, event -> run.run());
	}

	/** Something done with each task. */
	@FunctionalInterface
	private interface TaskCall {
		void run(SyncSessions sessions, String taskId) throws EndpointException;
	}

	private static void forAll(Display display, String name, TaskCall call) {
		Work.start(display, name, cancel -> {
			SyncSessions sessions = Services.get().sessions();
			for (TaskView view : sessions.views()) {
				call.run(sessions, view.spec().id());
			}
			return name;
		}, done -> { });
	}

	/** Returns whether a person can bring the window back from the tray. */
	public boolean isUsable() {
		return item != null;
	}

	private void refresh() {
		TaskView worst = model.tasks().stream().max(java.util.Comparator.comparingInt(TrayIcon::urgency)).orElse(null);
		ImageDescriptor icon = worst == null ? Icons.PRODUCT : Icons.of(worst.status());
		item.setImage(images.get(icon));
		item.setToolTipText(worst == null ? Messages.Window_title : NLS.bind(Messages.Tray_tooltip, Texts.state(worst)));
	}

	private static int urgency(TaskView view) {
		return switch (view.status()) {
			case TaskStatus.Halted halted -> 5;
			case TaskStatus.SignedOut signedOut -> 4;
			case TaskStatus.Waiting waiting -> 3;
			case TaskStatus.Working working -> 2;
			case TaskStatus.InSync inSync -> 1;
			case TaskStatus.Paused paused -> 0;
		};
	}

	/** Takes the icon out of the tray. */
	public void dispose() {
		if (item != null) {
			if (!model.tasks().isDisposed()) {
				model.tasks().removeListChangeListener(changed);
			}
			item.dispose();
		}
		menu.dispose();
		owner.dispose();
		images.dispose();
	}
}
