package org.cellssync.sample.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** The demo in its window, seen and used through the driver that was put beside it. */
final class DemoWindow implements AutoCloseable {

	private static final int LIMIT_SECONDS = 60;

	private final Process process;
	private final Socket socket;
	private final BufferedReader answers;
	private final PrintWriter requests;

	private DemoWindow(Process process, Socket socket) throws IOException {
		this.process = process;
		this.socket = socket;
		this.answers = new BufferedReader(
				new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
		this.requests = new PrintWriter(socket.getOutputStream(), true, StandardCharsets.UTF_8);
	}

	static DemoWindow open(InstalledProduct product, Path home, String log) throws IOException {
		Path port = home.resolve("port");
		Files.deleteIfExists(port);
		Process process = product.start(log, "-Dsample.driver=" + port, "--json", "demo", "--dir",
				home.toString());
		try {
			Await.until("the window", () -> process.isAlive() && Files.exists(port),
					up -> up || !process.isAlive());
			assertTrue(Files.exists(port), () -> "the demo ended: " + process.inputReader().lines().toList());
			// Nobody reads the states it prints; the process must not wait for it.
			Thread.ofPlatform().daemon().start(() -> process.inputReader().lines().forEach(line -> {}));
			return new DemoWindow(process,
					new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(Files.readString(port))));
		} catch (IOException | RuntimeException | AssertionError e) {
			process.destroy();
			throw e;
		}
	}

	/** Returns what stands on the screen once a line of it fulfils {@code condition}. */
	List<String> until(String what, Predicate<String> condition) throws IOException {
		return Await.until(what, this::look, lines -> lines.stream().anyMatch(condition));
	}

	List<String> look() throws IOException {
		return ask("look");
	}

	/** Uses the button, tab or row that begins so, once it is there. */
	void press(String text) throws IOException {
		Await.until("something to press that begins with " + text, () -> ask("press " + text),
				List.of("done")::equals);
	}

	void picture(Path file) throws IOException {
		assertEquals(List.of("done"), ask("picture " + file));
	}

	private List<String> ask(String request) throws IOException {
		requests.print(request + "\n");
		requests.flush();
		List<String> lines = new ArrayList<>();
		String line = answers.readLine();
		while (line != null && !line.isEmpty()) {
			lines.add(line);
			line = answers.readLine();
		}
		if (line == null) {
			throw new IOException("the window is gone");
		}
		return lines;
	}

	/** Ends the program as its menu does, and waits. */
	void quit() throws IOException, InterruptedException {
		ask("quit");
		assertTrue(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS), "the program does not end");
		assertEquals(0, process.exitValue());
	}

	@Override
	public void close() throws IOException {
		socket.close();
		process.destroy();
	}
}
