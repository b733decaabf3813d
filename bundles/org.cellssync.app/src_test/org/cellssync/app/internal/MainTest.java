package org.cellssync.app.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.api.Test;

class MainTest {
	@Test
	void givesBackWhatTheLauncherQuoted() {
		assertEquals(List.of("--data", "-clean", "", ":x", "a b"),
				Main.unquote(new String[] { ":--data", ":-clean", ":", "::x", ":a b" }));
	}

	@Test
	void leavesOutWhatTheFrameworkAdded() {
		assertEquals(List.of("version"), Main.unquote(new String[] { "-pdelaunch", ":version" }));
	}
}
