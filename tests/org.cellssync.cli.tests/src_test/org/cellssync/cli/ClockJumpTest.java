package org.cellssync.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The clock of the computer is set an hour or a day on and back, between two runs and while the program runs. Nothing is
 * lost or sent twice, and nobody has to do anything. libfaketime (the Debian package faketime) tells the program the other
 * time; the server, and the monotonic clock, go on as before.
 */
class ClockJumpTest {

	private static final String PUT = "S3 PUT";
	private static final String GET = "S3 GET";
	private static final int FILES = 12;
	/** How far ahead the clock is when the program starts, and what it is set to after that. */
	private static final List<List<Duration>> RUNS = List.of(
			List.of(Duration.ZERO, Duration.ofHours(1), Duration.ofDays(1), Duration.ofHours(-1)),
			List.of(Duration.ofDays(-1), Duration.ZERO));

	@TempDir
	private Path place;
	private Product product;
	private Path clock;
	private Map<String, String> otherTime;

	/** The library that makes a program see another time; where Debian and Fedora have it. */
	private static Optional<Path> library() throws IOException {
		for (String root : List.of("/usr/lib", "/usr/lib64")) {
			if (Files.isDirectory(Path.of(root))) {
				try (Stream<Path> all = Files.find(Path.of(root), 3,
						(path, attributes) -> path.getFileName().toString().equals("libfaketimeMT.so.1"))) {
					Optional<Path> found = all.findFirst();
					if (found.isPresent()) {
						return found;
					}
				}
			}
		}
		return Optional.empty();
	}

	@BeforeEach
	void begin() throws IOException {
		Optional<Path> library = library();
		assumeTrue(library.isPresent(), "libfaketime is not installed");
		clock = place.resolve("clock");
		set(Duration.ZERO);
		product = Product.copiedInto(place);
		otherTime = Map.of("LD_PRELOAD", library.orElseThrow().toString(),
				"FAKETIME_TIMESTAMP_FILE", clock.toString(), "FAKETIME_CACHE_DURATION", "1", "DONT_FAKE_MONOTONIC", "1",
				"NO_FAKE_STAT", "1", "FAKETIME_FORCE_MONOTONIC_FIX", "0");
	}

	/** Sets the clock of the computer, for programs that run and those to come. */
	private void set(Duration ahead) throws IOException {
		Path written = Files.writeString(place.resolve("clock.new"), String.format("%+d", ahead.toSeconds()));
		Files.move(written, clock, StandardCopyOption.ATOMIC_MOVE);
	}

	/** A folder of somebody on this computer, with a task between it and the server. */
	private final class Desk {

		private final Path data;
		private final Path folder;

		Desk(String name, Server server) throws IOException, InterruptedException {
			data = place.resolve(name);
			folder = Files.createDirectory(place.resolve(name + "-folder"));
			String token = Files.writeString(place.resolve("token"), server.token()).toString();
			String account = product.run(data, "account", "add", server.url(), "--token-file", token, "--json")
					.last().get("id").getAsString();
			Product.Ended added = product.run(data, "task", "add", folder.toString(), account + "/personal-files", "--name",
					name,
					"--json");
			assertEquals(0, added.status(), added::toString);
		}

		/** Writes a file, which gets the time the computer then has. */
		void write(String name, String text, Duration ahead) throws IOException {
			Files.writeString(folder.resolve(name), text);
			Files.setLastModifiedTime(folder.resolve(name), FileTime.from(Instant.now().plus(ahead)));
		}

		Map<String, String> content() throws IOException {
			SortedMap<String, String> content = new TreeMap<>();
			try (Stream<Path> all = Files.walk(folder)) {
				for (Path each : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
					content.put(folder.relativize(each).toString(), Files.readString(each));
				}
			}
			return content;
		}
	}

	@Test
	void setWhileItRunsAndBetweenTwoRuns() throws IOException, InterruptedException {
		// Without certificates, which would be too new for a clock that is set back.
		try (Server server = new Server(product, place.resolve("server"), "--no-tls")) {
			Desk one = new Desk("one", server);
			Desk two = new Desk("two", server);
			for (int i = 0; i < FILES; i++) {
				one.write("file" + i, "first " + i, Duration.ZERO);
			}
			try (Product.Running other = product.start(two.data, "start", "--headless", "--json")) {
				long put = 0;
				long got = 0;
				int jumps = 0;
				for (List<Duration> run : RUNS) {
					set(run.getFirst());
					try (Product.Running jumping = product.with(otherTime).start(one.data, "start", "--headless",
							"--json")) {
						jumping.await(0, "\"in-sync\"");
						awaitSame(one, two);
						if (jumps == 0) {
							put = server.calls(PUT);
							got = server.calls(GET);
						}
						for (Duration ahead : run) {
							set(ahead);
							one.write("file0", "after jump " + jumps, ahead);
							two.write("file1", "after jump " + jumps, Duration.ZERO);
							one.write("new" + jumps, "new", ahead);
							Files.delete(two.folder.resolve("file" + (jumps + 2)));
							awaitSame(one, two);
							assertEquals("after jump " + jumps, two.content().get("file0"));
							assertEquals("after jump " + jumps, one.content().get("file1"));
							jumps++;
						}
						jumping.signal("TERM");
						assertEquals(0, jumping.end().status());
					}
				}
				other.signal("TERM");
				assertEquals(0, other.end().status());
				assertQuiet(one);
				assertQuiet(two);
				assertEquals(3 * jumps, server.calls(PUT) - put, "files sent");
				assertEquals(3 * jumps, server.calls(GET) - got, "files fetched");
				assertEquals(FILES, one.content().size());
			}
		}
	}

	private void assertQuiet(Desk desk) throws IOException, InterruptedException {
		Product.Ended ended = product.run(desk.data, "sync", "--once", "--json");
		assertEquals(0, ended.status(), ended::toString);
		assertEquals(List.of(), ended.objects("operation"), ended::toString);
	}

	private static void awaitSame(Desk one, Desk two) throws IOException, InterruptedException {
		long until = System.nanoTime() + Duration.ofSeconds(90).toNanos();
		while (true) {
			Map<String, String> here;
			Map<String, String> there;
			try {
				here = one.content();
				there = two.content();
			} catch (IOException | UncheckedIOException e) {
				// Something went while we read: what is there is told by the next look.
				here = Map.of();
				there = Map.of("?", e.toString());
			}
			if (here.equals(there)) {
				return;
			}
			if (System.nanoTime() > until) {
				throw new AssertionError("not the same: " + here + " and " + there);
			}
			LockSupport.parkNanos(20_000_000);
		}
	}
}
