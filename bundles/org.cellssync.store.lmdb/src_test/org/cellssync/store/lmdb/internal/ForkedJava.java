package org.cellssync.store.lmdb.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A second Java that runs a main class of the tests. */
final class ForkedJava implements AutoCloseable {

	private final Process process;
	private final BufferedReader output;

	ForkedJava(Class<?> main, String... arguments) throws IOException {
		List<String> command = new ArrayList<>(List.of(
				Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"--add-opens=java.base/java.nio=ALL-UNNAMED", "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
				"--enable-native-access=ALL-UNNAMED", "-Xmx256m", "-cp",
				System.getProperty("java.class.path"), main.getName()));
		command.addAll(List.of(arguments));
		process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
		output = process.inputReader();
	}

	/** Returns the next line it prints; fails where it ended instead. */
	String line() throws IOException {
		String line = output.readLine();
		if (line == null) {
			throw new AssertionError("the other process ended");
		}
		return line;
	}

	/** Ends it at once, without a chance to tidy up. */
	void kill() throws InterruptedException {
		// By its handle, which leaves what it has printed to be read.
		process.toHandle().destroyForcibly();
		process.waitFor();
	}

	/** Returns the lines it had printed before it ended. */
	List<String> rest() throws IOException {
		return output.lines().toList();
	}

	@Override
	public void close() {
		process.destroyForcibly();
	}
}
