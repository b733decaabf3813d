package org.cellssync.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * A file of many parts goes up and comes down, and the program is killed in the middle of each: what had arrived is not sent
 * again. It has 800 MiB; the profile {@code big-file} makes them 10 GiB, which needs 30 GiB of disk.
 */
@Isolated("it moves as much as the machine can")
@Timeout(3600)
class BigFileTest {

	private static final long MIB = 1L << 20;
	private static final long SIZE = Long.getLong("cellssync.big", 800) * MIB;
	private static final long PART = 100 * MIB;
	private static final long PARTS = (SIZE + PART - 1) / PART;
	/** Parts of a file that are on their way at once. */
	private static final int AT_ONCE = 3;
	/** So many have been begun when the program is killed. */
	private static final int BEGUN = 6;
	private static final String PUT = "S3 PUT part";
	private static final long LONGEST = 1700;

	@TempDir
	private Path place;

	@Test
	void goesOnWhereItWasKilled() throws IOException, InterruptedException {
		Product product = Product.copiedInto(place).forLongRuns();
		Path here = Files.createDirectory(place.resolve("here"));
		Path there = Files.createDirectory(place.resolve("there"));
		Path file = sparse(here.resolve("big.img"));
		try (Server server = new Server(product, place.resolve("server"))) {
			Path one = connected(product, server, here, "one");
			try (Product.Running killed = product.start(one, "sync", "--once", "--json")) {
				until(() -> calls(server, PUT) >= BEGUN, killed);
				killed.signal("KILL");
				killed.end();
			}
			long began = System.nanoTime();
			assertSynced(product, one);
			report("up, the rest", began);
			long sent = server.calls(PUT);
			assertTrue(sent <= PARTS + AT_ONCE, () -> sent + " parts were sent of a file of " + PARTS);

			Path other = connected(product, server, there, "other");
			try (Product.Running killed = product.start(other, "sync", "--once", "--json")) {
				until(() -> largest(there) >= SIZE / 2, killed);
				killed.signal("KILL");
				killed.end();
			}
			long before = server.calls("bytes out");
			began = System.nanoTime();
			assertSynced(product, other);
			report("down, the rest", began);
			long rest = server.calls("bytes out") - before;
			assertTrue(rest < SIZE / 5 * 3, () -> rest + " bytes were fetched later, of a file of " + SIZE);
			assertEquals(-1, Files.mismatch(file, there.resolve("big.img")));
		}
	}

	/** Makes a file that is nearly all holes, no two parts of it alike. */
	private static Path sparse(Path file) throws IOException {
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
			for (long place = 0; place < SIZE; place += 10 * MIB) {
				channel.write(ByteBuffer.allocate(Long.BYTES).putLong(0, place + 1), place);
			}
			channel.write(ByteBuffer.wrap(new byte[] { 1 }), SIZE - 1);
		}
		return file;
	}

	private Path connected(Product product, Server server, Path folder, String name)
			throws IOException, InterruptedException {
		Path data = place.resolve("data of " + name);
		Path token = Files.writeString(place.resolve("token"), server.token());
		String account = product.run(data, "account", "add", server.url(), "--token-file", token.toString(), "--ca",
				server.ca(), "--json").last().get("id").getAsString();
		assertEquals(0, product.run(data, "task", "add", folder.toString(), account + "/personal-files", "--json").status());
		return data;
	}

	private static void assertSynced(Product product, Path data) throws IOException, InterruptedException {
		try (Product.Running run = product.start(data, "sync", "--once", "--json")) {
			Product.Ended ended = run.end(LONGEST);
			assertEquals(0, ended.status(), ended::toString);
		}
	}

	private static void until(BooleanSupplier wanted, Product.Running running) {
		while (!wanted.getAsBoolean()) {
			assertTrue(running.isAlive(), "it ended before it could be killed");
			LockSupport.parkNanos(20_000_000);
		}
	}

	private static long calls(Server server, String method) {
		try {
			return server.calls(method);
		} catch (IOException e) {
			throw new AssertionError(e);
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new AssertionError(e);
		}
	}

	/** Returns the size of the largest file in a folder, hidden ones too: what has come so far. */
	private static long largest(Path folder) {
		try (Stream<Path> all = Files.walk(folder)) {
			return all.mapToLong(each -> each.toFile().length()).max().orElse(0);
		} catch (IOException | RuntimeException e) {
			return 0; // something went away while we walked: the next look tells
		}
	}

	private static void report(String what, long began) {
		System.out.printf("%,d MiB %s: %.1f s%n", SIZE / MIB, what, (System.nanoTime() - began) / 1e9);
	}
}
