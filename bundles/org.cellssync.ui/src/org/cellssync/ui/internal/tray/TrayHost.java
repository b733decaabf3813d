package org.cellssync.ui.internal.tray;

import java.util.Locale;
import java.util.Map;

import org.eclipse.core.runtime.Platform;

/**
 * Whether the desktop shows what is put into the tray. On Linux the toolkit offers a tray even where nothing draws it, and a
 * window hidden there could not be brought back; only desktops known to draw one count.
 */
final class TrayHost {

	private static final String[] DRAWING = { "kde", "xfce", "mate", "cinnamon", "lxqt", "lxde", "unity", "budgie",
			"pantheon" };

	private TrayHost() {
	}

	static boolean isThere() {
		return !Platform.OS.isLinux() || drawsTray(System.getenv());
	}

	static boolean drawsTray(Map<String, String> environment) {
		String desktop = environment.getOrDefault("XDG_CURRENT_DESKTOP", "").toLowerCase(Locale.ROOT);
		for (String each : DRAWING) {
			if (desktop.contains(each)) {
				return true;
			}
		}
		return false;
	}
}
