package org.cellssync.ui.internal;

import org.eclipse.core.runtime.Platform;

/** Whether a window can be opened at all. */
final class Screen {

	private Screen() {
	}

	/** Linux tells by its environment; other systems have a screen where a person is signed in. */
	static boolean isThere() {
		return !Platform.OS.isLinux() || isSet("DISPLAY") || isSet("WAYLAND_DISPLAY");
	}

	private static boolean isSet(String variable) {
		String value = System.getenv(variable);
		return value != null && !value.isBlank();
	}
}
