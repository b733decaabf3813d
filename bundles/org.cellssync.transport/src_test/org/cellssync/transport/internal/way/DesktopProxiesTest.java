package org.cellssync.transport.internal.way;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The proxies a person has set in GNOME's settings, kept by the real ones: each test has a session and settings of its own.
 * Java asks the desktop where it is told to, as the program is at its start.
 */
@Timeout(120)
class DesktopProxiesTest {

	private static final String PROXY = "org.gnome.system.proxy";

	@TempDir
	Path home;

	@BeforeEach
	void isThere() throws IOException {
		assumeTrue(System.getProperty("os.name").equals("Linux"), "GNOME is not on this system");
		for (String program : List.of("gsettings", "dbus-run-session")) {
			assumeTrue(
					Stream.of(System.getenv("PATH").split(":"))
							.anyMatch(folder -> Files.isExecutable(Path.of(folder, program))),
					program + " is not installed on this machine");
		}
		// What asks the settings of GNOME for all programs that ask GLib, and what keeps them.
		assumeTrue(module("libgiognomeproxy.so").isPresent(), "glib-networking is not installed on this machine");
		assumeTrue(module("libdconfsettings.so").isPresent(), "dconf is not installed on this machine");
	}

	private static Optional<Path> module(String name) throws IOException {
		for (Path folder : List.of(Path.of("/usr/lib"), Path.of("/usr/lib64"))) {
			if (Files.isDirectory(folder)) {
				try (Stream<Path> files = Files.find(folder, 4, (file, attributes) -> file.endsWith(name))) {
					Optional<Path> found = files.findFirst();
					if (found.isPresent()) {
						return found;
					}
				}
			}
		}
		return Optional.empty();
	}

	/** Returns what a program tells that is started with these settings, each {@code SCHEMA KEY VALUE}. */
	private List<String> asked(List<List<String>> settings, String... hosts) throws Exception {
		StringBuilder script = new StringBuilder("set -e\n");
		for (List<String> each : settings) {
			script.append("gsettings set");
			each.forEach(word -> script.append(" '").append(word.replace("'", "'\\''")).append('\''));
			script.append('\n');
		}
		script.append("exec \"$@\"\n");
		List<String> command = new ArrayList<>(List.of("dbus-run-session", "--", "sh", "-c", script.toString(), "sh",
				Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Djava.net.useSystemProxies=true",
				"-cp",
				System.getProperty("java.class.path"), AskingProcess.class.getName()));
		command.addAll(List.of(hosts));
		Path said = home.resolve("said");
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
		builder.environment().keySet().removeIf(name -> name.toLowerCase(Locale.ROOT).endsWith("_proxy")
				|| name.startsWith("XDG_") || name.startsWith("DBUS_") || name.startsWith("GSETTINGS_"));
		builder.environment().put("HOME", home.toString());
		builder.environment().put("XDG_CURRENT_DESKTOP", "GNOME");
		Process process = builder.start();
		try {
			assertTrue(process.waitFor(100, TimeUnit.SECONDS), "it does not end");
		} finally {
			process.destroyForcibly();
		}
		String all = Files.readString(said);
		assertEquals(0, process.exitValue(), all);
		return all.lines().filter(line -> line.startsWith("to ")).toList();
	}

	@Test
	void oneForHttpWithExceptions() throws Exception {
		assertEquals(List.of("to cells.example.org: HTTP proxy.example:3128", "to cells.intra.example: none",
				"to localhost: none"),
				asked(List.of(List.of(PROXY, "mode", "manual"), List.of(PROXY + ".https", "host", "proxy.example"),
						List.of(PROXY + ".https", "port", "3128"), List.of(PROXY, "ignore-hosts", "['*.intra.example']")),
						"cells.example.org", "cells.intra.example", "localhost"));
	}

	@Test
	void oneForSocks() throws Exception {
		assertEquals(List.of("to cells.example.org: SOCKS5 socks.example:1080"),
				asked(List.of(List.of(PROXY, "mode", "manual"), List.of(PROXY + ".socks", "host", "socks.example"),
						List.of(PROXY + ".socks", "port", "1080")), "cells.example.org"));
	}

	@Test
	void noneIsUsedWhereNoneIsSet() throws Exception {
		assertEquals(List.of("to cells.example.org: none"), asked(List.of(List.of(PROXY, "mode", "none"),
				List.of(PROXY + ".https", "host", "proxy.example"), List.of(PROXY + ".https", "port", "3128")),
				"cells.example.org"));
	}
}
