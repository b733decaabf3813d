package org.cellssync.ui.internal;

import java.util.concurrent.atomic.AtomicReference;

import org.cellssync.api.session.Window;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.PlatformUI;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The workbench as the product's window. */
@Component(service = Window.class)
public final class WorkbenchWindow implements Window {

	private final AtomicReference<Display> display = new AtomicReference<>();

	/** Touches no screen yet. */
	@Activate
	public WorkbenchWindow() {
		// nothing to do before it is run
	}

	@Override
	public boolean hasScreen() {
		return Screen.isThere();
	}

	@Override
	public void run() {
		Display opened = PlatformUI.createDisplay();
		display.set(opened);
		try {
			PlatformUI.createAndRunWorkbench(opened, new SyncWorkbenchAdvisor());
		} finally {
			display.set(null);
			opened.dispose();
		}
	}

	@Override
	public boolean isOpen() {
		return display.get() != null;
	}

	@Override
	public void show() {
		onDisplay(() -> Shells.bringToFront(PlatformUI.getWorkbench()));
	}

	@Override
	public void close() {
		onDisplay(() -> SyncWorkbenchAdvisor.end(PlatformUI.getWorkbench()));
	}

	private void onDisplay(Runnable action) {
		Display open = display.get();
		if (open != null && !open.isDisposed()) {
			open.asyncExec(action);
		}
	}
}
