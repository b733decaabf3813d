package org.cellssync.scenarios;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A Java of its own on the class path of the tests, which is told what to do by lines and answers by lines. */
final class OtherProcess implements AutoCloseable {

	/** After so long it is ended, so that nobody waits for its lines for ever. */
	private static final long MINUTES = 10;

	private final Process process;
	private final Path errors;
	private final long started = System.nanoTime();
	private final BufferedReader from;
	private final Writer to;

	OtherProcess(Class<?> main, String... arguments) throws IOException {
		errors = Files.createTempFile("other", ".err");
		process = java(main, arguments).redirectError(errors.toFile()).start();
		from = process.inputReader();
		to = process.outputWriter();
		CompletableFuture.delayedExecutor(MINUTES, TimeUnit.MINUTES).execute(process::destroyForcibly);
	}

	/** Returns what starts a Java that can open a store. */
	static ProcessBuilder java(Class<?> main, String... arguments) {
		List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"--enable-native-access=ALL-UNNAMED", "--add-opens=java.base/java.nio=ALL-UNNAMED",
				"--add-opens=java.base/sun.nio.ch=ALL-UNNAMED", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp",
				System.getProperty("java.class.path"), main.getName()));
		command.addAll(List.of(arguments));
		return new ProcessBuilder(command);
	}

	/** Tells it something. */
	void tell(String line) throws IOException {
		to.write(line + "\n");
		to.flush();
	}

	/** Waits for what it says next; empty when it has ended. */
	Optional<String> line() throws IOException {
		return Optional.ofNullable(from.readLine());
	}

	/** Waits for a line that begins like this, and returns what comes behind. */
	String answer(String beginning) throws IOException {
		List<String> told = new ArrayList<>();
		for (Optional<String> line = line(); line.isPresent(); line = line()) {
			if (line.get().startsWith(beginning)) {
				return line.get().substring(beginning.length());
			}
			told.add(line.get());
		}
		throw new AssertionError("it ended after " + Duration.ofNanos(System.nanoTime() - started) + " without " + beginning
				+ " after " + told + " and said: " + Files.readString(errors));
	}

	/** Ends it as a power failure would: by a signal it cannot hear (SIGKILL). */
	void kill() throws InterruptedException {
		process.destroyForcibly().waitFor();
	}

	@Override
	public void close() throws InterruptedException, IOException {
		kill();
		Files.delete(errors);
	}
}
