package org.cellssync.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/**
 * The product as it comes out of the build, copied away from the checkout, and started as a person or a script starts
 * it.
 */
final class Product {

	private static final long LONGEST = 120;
	/** Most commands end before a better compiler or collector pays. */
	private static final String SHORT_RUNS = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

	private final Path launcher;
	private final String options;
	private final Map<String, String> environment;

	private Product(Path launcher, String options, Map<String, String> environment) {
		this.launcher = launcher;
		this.options = options;
		this.environment = environment;
	}

	/** Returns the same product for commands that have much to do. */
	Product forLongRuns() {
		return new Product(launcher, "", environment);
	}

	/** Returns the same product, started in another environment. */
	Product with(Map<String, String> variables) {
		return new Product(launcher, options, variables);
	}

	/** Returns the product of this system, copied into {@code folder}. */
	static Product copiedInto(Path folder) throws IOException {
		Path products = Path.of(System.getProperty("cellssync.checkout"), "releng", "product", "target",
				"products");
		String arch = System.getProperty("os.arch").equals("amd64") ? "x86_64"
				: System.getProperty("os.arch");
		Path built;
		try (Stream<Path> all = Files.walk(products, 6)) {
			built = all.filter(path -> path.toString().contains("linux/gtk/" + arch))
					.filter(path -> Files.isDirectory(path.resolve("plugins"))).findFirst().orElseThrow();
		}
		Path home = folder.resolve("cells-sync");
		try (Stream<Path> all = Files.walk(built)) {
			for (Path each : (Iterable<Path>) all::iterator) {
				Files.copy(each, home.resolve(built.relativize(each).toString()));
			}
		}
		assertTrue(home.resolve("cells-sync").toFile().setExecutable(true));
		return new Product(home.resolve("cells-sync"), SHORT_RUNS, Map.of());
	}

	/** What a command that has ended said. */
	record Ended(int status, List<String> out, String err) {

		/** Returns the objects it printed; fails where a line is none. */
		List<JsonObject> objects() {
			return out.stream().map(line -> JsonParser.parseString(line).getAsJsonObject()).toList();
		}

		List<JsonObject> objects(String type) {
			return objects().stream().filter(each -> each.get("type").getAsString().equals(type)).toList();
		}

		/** Returns the command's result. */
		JsonObject last() {
			return objects().getLast();
		}
	}

	/** Runs a command to its end, with nobody at a terminal. */
	Ended run(Path data, String... arguments) throws IOException, InterruptedException {
		try (Running running = start(data, arguments)) {
			return running.end();
		}
	}

	/** Starts a command, in an environment without a screen and without a keychain. */
	Running start(Path data, String... arguments) throws IOException {
		List<String> command = new ArrayList<>(List.of(launcher.toString(), "--data", data.toString()));
		command.addAll(List.of(arguments));
		ProcessBuilder builder = new ProcessBuilder(command);
		builder.environment().remove("DISPLAY");
		builder.environment().remove("DBUS_SESSION_BUS_ADDRESS");
		builder.environment().put("CELLS_SYNC_JAVA_OPTIONS", options);
		builder.environment().putAll(environment);
		return new Running(builder.start());
	}

	/** A command that may still run; closing it kills what is left of it. */
	static final class Running implements AutoCloseable {

		private final Process process;
		private final List<String> out = new ArrayList<>();
		private final StringBuilder err = new StringBuilder();
		private final List<Thread> readers;

		private Running(Process process) throws IOException {
			this.process = process;
			process.getOutputStream().close();
			readers = List.of(Thread.ofPlatform().daemon().start(this::readOut),
					Thread.ofPlatform().daemon().start(this::readErr));
		}

		private void readOut() {
			try (var reader = process.inputReader(StandardCharsets.UTF_8)) {
				for (String line = reader.readLine(); line != null; line = reader.readLine()) {
					synchronized (out) {
						out.add(line);
						out.notifyAll();
					}
				}
			} catch (IOException e) {
				throw new UncheckedIOException(e);
			} finally {
				synchronized (out) {
					out.notifyAll();
				}
			}
		}

		private void readErr() {
			try (var reader = process.errorReader(StandardCharsets.UTF_8)) {
				for (String line = reader.readLine(); line != null; line = reader.readLine()) {
					synchronized (out) {
						err.append(line).append('\n');
						out.notifyAll();
					}
				}
			} catch (IOException e) {
				throw new UncheckedIOException(e);
			}
		}

		/** Waits until it has said this on standard error. */
		void awaitErr(String text) throws InterruptedException {
			long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST);
			synchronized (out) {
				while (err.indexOf(text) < 0) {
					long left = (until - System.nanoTime()) / 1_000_000;
					if (left <= 0 || !readers.getLast().isAlive()) {
						throw new AssertionError("not said: " + text + " in " + out + err);
					}
					out.wait(Math.min(left, 500));
				}
			}
		}

		/** Waits for a line of output that holds all of {@code parts}, from line {@code first} on. */
		String await(int first, String... parts) throws InterruptedException {
			long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST);
			synchronized (out) {
				while (true) {
					for (String line : out.subList(Math.min(first, out.size()), out.size())) {
						if (Stream.of(parts).allMatch(line::contains)) {
							return line;
						}
					}
					long left = (until - System.nanoTime()) / 1_000_000;
					if (left <= 0 || !readers.getFirst().isAlive()) {
						throw new AssertionError("not seen: " + List.of(parts) + " in " + out + err);
					}
					out.wait(Math.min(left, 500));
				}
			}
		}

		boolean isAlive() {
			return process.isAlive();
		}

		int lines() {
			synchronized (out) {
				return out.size();
			}
		}

		/** Sends a signal, such as {@code TERM}, to the program. */
		void signal(String name) throws IOException, InterruptedException {
			Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).inheritIO()
					.start();
			assertTrue(kill.waitFor() == 0, "kill -" + name);
		}

		/** Waits for the end. */
		Ended end() throws InterruptedException {
			return end(LONGEST);
		}

		Ended end(long seconds) throws InterruptedException {
			assertTrue(process.waitFor(seconds, TimeUnit.SECONDS), () -> "still running: " + out + err);
			for (Thread reader : readers) {
				reader.join();
			}
			return new Ended(process.exitValue(), List.copyOf(out), err.toString());
		}

		@Override
		public void close() throws InterruptedException {
			process.destroyForcibly().waitFor();
		}
	}
}
