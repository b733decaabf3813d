package org.cellssync.ui.internal;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;

import org.cellssync.api.session.Window;
import org.cellssync.api.util.Locations;
import org.eclipse.core.runtime.Platform;
import org.eclipse.osgi.service.datalocation.Location;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.PlatformUI;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The workbench as the product's window. */
@Component(service = Window.class)
public final class WorkbenchWindow implements Window {

	private static final Logger LOG = LoggerFactory.getLogger(WorkbenchWindow.class);

	private final Locations locations;
	private final AtomicReference<Display> display = new AtomicReference<>();

	/** Touches no screen yet. */
	@Activate
	public WorkbenchWindow(@Reference Locations locations) {
		this.locations = locations;
	}

	@Override
	public boolean hasScreen() {
		return Screen.isThere();
	}

	@Override
	public void run() {
		keepWindowState();
		Display opened = PlatformUI.createDisplay();
		display.set(opened);
		Appearance.colours();
		try (PlatformLog log = PlatformLog.listen()) {
			PlatformUI.createAndRunWorkbench(opened, new SyncWorkbenchAdvisor());
		} finally {
			display.set(null);
			opened.dispose();
		}
	}

	/** Size, place and layout of the window are kept in the data folder, for the next time. */
	private void keepWindowState() {
		Location location = Platform.getInstanceLocation();
		if (location != null && !location.isSet()) {
			try {
				location.set(locations.data().resolve("window").toUri().toURL(), false);
			} catch (IOException | IllegalStateException e) {
				LOG.warn("The window's size and layout are not kept", e);
			}
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
		onDisplay(() -> PlatformUI.getWorkbench().close());
	}

	private void onDisplay(Runnable action) {
		Display open = display.get();
		if (open != null && !open.isDisposed()) {
			open.asyncExec(action);
		}
	}
}
