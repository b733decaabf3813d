package org.cellssync.auth.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Hazard H1 between processes: no refresh token is ever used twice, whoever asks. */
class TwoProcessesTest {

	private static final int ROUNDS = 10;

	@TempDir
	Path settings;

	@Test
	@Timeout(value = 120, unit = TimeUnit.SECONDS)
	void renewTakingTurns() throws Exception {
		try (Desk desk = new Desk(settings)) {
			String id = desk.signIn().id();
			List<Process> processes = new ArrayList<>();
			try {
				processes.add(start(id));
				processes.add(start(id));
				for (Process process : processes) {
					process.getOutputStream().write('\n');
					process.getOutputStream().flush();
				}
				TreeSet<String> seen = new TreeSet<>();
				for (Process process : processes) {
					String output = new String(process.getInputStream().readAllBytes(),
							StandardCharsets.UTF_8);
					assertEquals(0, process.waitFor(), output);
					List<String> tokens = output.lines().filter(line -> line.startsWith("access-")).toList();
					assertEquals(ROUNDS, tokens.size(), output);
					seen.addAll(tokens);
				}
				// The tokens of all renewals but the last may have been given to one process alone.
				assertTrue(desk.accounts.find(id).orElseThrow().signedIn());
				assertEquals(desk.provider.access(), desk.anotherProcess().bearer(id));
				assertTrue(seen.contains(desk.provider.access()), seen.toString());
			} finally {
				processes.forEach(Process::destroyForcibly);
			}
		}
	}

	/**
	 * Each asks for a token, finds it refused, asks for the next, and so on: every answer is a renewal by one
	 * of the two.
	 */
	private Process start(String id) throws Exception {
		return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				System.getProperty("java.class.path"), RenewingProcess.class.getName(), settings.toString(),
				id, String.valueOf(ROUNDS)).redirectError(ProcessBuilder.Redirect.INHERIT).start();
	}
}
