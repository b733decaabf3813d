package org.cellssync.ui.internal;

import org.eclipse.core.runtime.Platform;
import org.eclipse.jface.resource.FontDescriptor;
import org.eclipse.jface.resource.FontRegistry;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.FontData;
import org.eclipse.swt.widgets.Display;

/** Has the window look as the desktop does. Display thread. */
final class Appearance {

	private static final String DESKTOP = "org.cellssync.ui.desktop";
	private static final String DARK_DESKTOP = "org.cellssync.ui.desktop.dark";

	private Appearance() {
	}

	/**
	 * Chooses the colours, before the workbench is made. The workbench's own dark theme colours each control, and GTK then
	 * shows the same colour whether the control can be used or not; GTK's own theme knows better.
	 */
	static void colours() {
		if (Platform.OS.isLinux()) {
			System.setProperty("org.eclipse.e4.ui.css.theme.disableOSDarkThemeInherit", Boolean.toString(true));
			System.setProperty("cssTheme", Display.isSystemDarkTheme() ? DARK_DESKTOP : DESKTOP);
		}
	}

	/** Has titles and texts of one width follow the size of the desktop's font, once the workbench has set its own sizes. */
	static void fonts(Display display) {
		FontData[] desktop = display.getSystemFont().getFontData();
		FontRegistry fonts = JFaceResources.getFontRegistry();
		fonts.put(JFaceResources.BANNER_FONT, FontDescriptor.createFrom(desktop).setStyle(SWT.BOLD).getFontData());
		fonts.put(JFaceResources.TEXT_FONT,
				FontDescriptor.createFrom(JFaceResources.getTextFont()).setHeight(desktop[0].getHeight()).getFontData());
	}
}
