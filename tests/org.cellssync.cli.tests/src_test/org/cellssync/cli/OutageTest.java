package org.cellssync.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * The server dies in the middle of a transfer and comes back. It stays away for a few seconds; the profile {@code outage}
 * makes them 90.
 */
@Isolated("it measures how long the program takes")
class OutageTest {

	private static final Duration AWAY = Duration.ofSeconds(Integer.getInteger("cellssync.outage", 5));
	private static final Duration SOON = Duration.ofSeconds(15);
	private static final String PUT = "S3 PUT";
	private static final int FILES = 80;
	/** How many files have been sent, or are about to be, when the server dies. */
	private static final int SENT = 30;
	/** No more than these are on their way at once, and must be sent again. */
	private static final int AT_ONCE = 16;

	@TempDir
	private Path place;

	@Test
	void isInSyncSoonAfterTheServerIsBackAndSendsNothingTwice() throws IOException, InterruptedException {
		Product product = Product.copiedInto(place);
		Path data = place.resolve("data");
		Path folder = Files.createDirectory(place.resolve("folder"));
		Path state = place.resolve("server");
		for (int i = 0; i < FILES; i++) {
			byte[] content = new byte[50_000];
			Arrays.fill(content, (byte) i);
			Files.write(folder.resolve("file" + i), content);
		}
		Server first = new Server(product, state);
		Product.Running owner = null;
		try {
			Path token = Files.writeString(place.resolve("token"), first.token());
			String account = product
					.run(data, "account", "add", first.url(), "--token-file", token.toString(), "--ca",
							first.ca(), "--json")
					.last().get("id").getAsString();
			assertEquals(0,
					product.run(data, "task", "add", folder.toString(), account + "/personal-files", "--json")
							.status());
			first.order("{\"slow\":{\"method\":\"" + PUT + "\",\"seconds\":0.4}}");
			owner = product.start(data, "start", "--headless", "--json");
			long sent = 0;
			while (sent < SENT) {
				LockSupport.parkNanos(20_000_000);
				sent = first.calls(PUT);
			}
			assertTrue(sent < FILES, "the server dies in the middle");
			int seen = owner.lines();
			first.close();
			long died = System.nanoTime();
			owner.await(seen, "\"waiting\"", "SERVER_UNREACHABLE");
			while (System.nanoTime() - died < AWAY.toNanos()) {
				LockSupport.parkNanos(AWAY.toNanos() - (System.nanoTime() - died));
			}
			seen = owner.lines();
			try (Server second = new Server(product, state, "--port", Integer.toString(first.port()))) {
				long back = System.nanoTime();
				owner.await(seen, "\"in-sync\"");
				long took = System.nanoTime() - back;
				assertTrue(took < SOON.toNanos(), () -> "in sync only after " + Duration.ofNanos(took));
				long again = second.calls(PUT);
				long all = sent + again;
				assertTrue(again > 0 && all <= FILES + AT_ONCE,
						() -> all + " files were sent, " + again + " of them later");
				owner.signal("TERM");
				assertEquals(0, owner.end(10).status());
				Product.Ended quiet = product.run(data, "sync", "--once", "--json");
				assertEquals(0, quiet.status(), quiet::toString);
				assertEquals(0, quiet.objects("operation").size(), quiet::toString);
				assertEquals(again, second.calls(PUT));
			}
		} finally {
			first.close();
			if (owner != null) {
				owner.close();
			}
		}
	}
}
