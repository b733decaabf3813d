package org.cellssync.sandbox.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Scanner;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.cellssync.sandbox.SandboxOptions;
import org.cellssync.sandbox.SandboxOptions.Family;
import org.cellssync.sandbox.SandboxOptions.Storage;

class SandboxRunnerTest {
	@Test
	void readsAllOptions() {
		SandboxOptions read = SandboxRunner
				.options(List.of("--dir", "there", "--port", "4444", "--no-tls", "--family",
						"v3", "--storage", "structured", "--token-life", "2.5", "--hash-delay", "0",
						"--hazards", "off"));

		assertEquals(SandboxOptions.defaults().withDirectory(Path.of("there")).withPort(4444).withTls(false)
				.withFamily(Family.V3).withStorage(Storage.STRUCTURED).withTokenLife(Duration.ofMillis(2500))
				.withHashDelay(Duration.ZERO).withHazards(false), read);
	}

	@ParameterizedTest
	@ValueSource(strings = { "--nonsense", "--port", "--port x", "--port 70000", "--family v5",
			"--token-life 0",
			"--hash-delay -1", "--hazards maybe" })
	void refusesWhatItDoesNotUnderstand(String line) {
		assertThrows(IllegalArgumentException.class, () -> SandboxRunner.options(List.of(line.split(" "))));
	}

	@Test
	void printsTheReadyLineAndRunsUntilItIsStopped() throws Exception {
		CountDownLatch stop = new CountDownLatch(1);
		try (PipedInputStream end = new PipedInputStream(8192);
				PrintStream out = new PrintStream(new PipedOutputStream(end), true)) {
			FutureTask<Void> run = new FutureTask<>(() -> {
				SandboxRunner.run(SandboxOptions.defaults(), out, stop);
				return null;
			});
			Thread.ofPlatform().name("sandbox-run").start(run);
			JsonObject line = JsonParser.parseString(new Scanner(end).nextLine()).getAsJsonObject();

			assertEquals("ready", line.get("type").getAsString());
			assertFalse(run.isDone());
			stop.countDown();
			run.get(5, TimeUnit.SECONDS);
			assertTrue(run.isDone());
		}
	}
}
