package org.cellssync.protocol.tests;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program by which people reach the content on a server, as Debian has it, with a home of its own. */
final class S3Program {

	private final Path program;
	private final Path home;
	private final Map<String, String> environment;
	private final List<String> always;

	/**
	 * How a call ended.
	 *
	 * @param output what it wrote, to both ways together
	 */
	record End(int status, String output) {

		/** Returns what it wrote, where it did what it was told. */
		String good() {
			if (status != 0) {
				throw new AssertionError("exit status " + status + ": " + output);
			}
			return output;
		}
	}

	private S3Program(Path program, Path home, Map<String, String> environment, List<String> always) {
		this.program = program;
		this.home = home;
		this.environment = environment;
		this.always = always;
	}

	/** Returns the command line of AWS; skips the test where it is not installed. */
	static S3Program aws(String url, Optional<Path> ca, String token, Path home) {
		Map<String, String> environment = new HashMap<>(Map.of("AWS_ACCESS_KEY_ID", token, "AWS_SECRET_ACCESS_KEY",
				"gatewaysecret", "AWS_DEFAULT_REGION", "us-east-1", "AWS_MAX_ATTEMPTS", "1", "AWS_EC2_METADATA_DISABLED",
				"true", "AWS_PAGER", ""));
		// Newer ones add checksums at the end of a body that is sent, which real servers refuse.
		environment.put("AWS_REQUEST_CHECKSUM_CALCULATION", "when_required");
		environment.put("AWS_RESPONSE_CHECKSUM_VALIDATION", "when_required");
		ca.ifPresent(file -> environment.put("AWS_CA_BUNDLE", file.toString()));
		return new S3Program(installed("aws"), home, environment, List.of("--endpoint-url", url));
	}

	/** Returns rclone with a remote {@code cells:}; skips the test where it is not installed. */
	static S3Program rclone(String url, Optional<Path> ca, String token, Path home) throws IOException {
		Path none = Files.write(home.resolve("rclone.conf"), new byte[0]);
		Map<String, String> environment = Map.of("RCLONE_CONFIG_CELLS_TYPE", "s3", "RCLONE_CONFIG_CELLS_PROVIDER", "Other",
				"RCLONE_CONFIG_CELLS_ENDPOINT", url, "RCLONE_CONFIG_CELLS_ACCESS_KEY_ID", token,
				"RCLONE_CONFIG_CELLS_SECRET_ACCESS_KEY", "gatewaysecret", "RCLONE_CONFIG_CELLS_REGION", "us-east-1",
				"RCLONE_CONFIG_CELLS_FORCE_PATH_STYLE", "true", "RCLONE_CONFIG", none.toString());
		List<String> always = new ArrayList<>(
				List.of("--s3-no-check-bucket", "--retries", "1", "--low-level-retries", "1"));
		ca.ifPresent(file -> always.addAll(List.of("--ca-cert", file.toString())));
		return new S3Program(installed("rclone"), home, environment, always);
	}

	/** Returns the same program with another value of its environment. */
	S3Program with(String name, String value) {
		Map<String, String> other = new HashMap<>(environment);
		other.put(name, value);
		return new S3Program(program, home, other, always);
	}

	/** Debian's own comes first, whatever else is on the path. */
	private static Path installed(String name) {
		Optional<Path> file = Stream.concat(Stream.of("/usr/bin"), Stream.of(System.getenv("PATH").split(":")))
				.map(folder -> Path.of(folder, name)).filter(Files::isExecutable).findFirst();
		assumeTrue(file.isPresent(), name + " is not installed on this machine");
		return file.orElseThrow();
	}

	/** Runs it to its end. */
	End run(String... arguments) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(List.of(program.toString()));
		command.addAll(always);
		command.addAll(List.of(arguments));
		Path output = Files.createTempFile(home, "output", ".txt");
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
		// Nothing of what the person who runs the tests has set up for themselves.
		builder.environment().keySet().removeIf(name -> name.startsWith("AWS_") || name.startsWith("RCLONE_"));
		builder.environment().putAll(environment);
		builder.environment().put("HOME", home.toString());
		Process process = builder.start();
		try {
			if (!process.waitFor(120, TimeUnit.SECONDS)) {
				throw new AssertionError(command.subList(1, command.size()) + " does not end: " + Files.readString(output));
			}
		} finally {
			process.destroyForcibly();
		}
		return new End(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
	}
}
