package org.cellssync.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

import com.google.gson.JsonParser;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program is started again on a data folder on which it works, or was killed a moment ago: one start alone works with
 * it, and the others have their work done there, wait, or say why not. Nothing is lost and nothing done twice.
 */
class OwnersTest {

	private static final String PUT = "S3 PUT";
	private static final int FILES = 120;
	/** No more than these are on their way at once, and must be sent again where that is cut off. */
	private static final int AT_ONCE = 16;
	/** So slow that the work lasts longer than several programs take to start; it is made fast again once they have. */
	private static final double SLOW = 4;

	@TempDir
	private Path place;
	private Product product;
	private Server server;
	private Path data;
	private Path folder;
	private Path token;

	@BeforeEach
	void begin() throws IOException, InterruptedException {
		product = Product.copiedInto(place);
		server = new Server(product, place.resolve("server"));
		data = place.resolve("data");
		folder = Files.createDirectory(place.resolve("folder"));
		token = Files.writeString(place.resolve("token"), server.token());
		addTask(data, folder);
		for (int i = 0; i < FILES; i++) {
			byte[] content = new byte[2_000];
			Arrays.fill(content, (byte) i);
			Files.write(folder.resolve("file" + i), content);
		}
	}

	@AfterEach
	void end() throws InterruptedException {
		server.close();
	}

	private void addTask(Path dataFolder, Path local) throws IOException, InterruptedException {
		String id = product.run(dataFolder, "account", "add", server.url(), "--token-file", token.toString(), "--ca",
				server.ca(), "--json").last().get("id").getAsString();
		Product.Ended added = product.run(dataFolder, "task", "add", local.toString(), id + "/personal-files", "--name",
				"task",
				"--json");
		assertEquals(0, added.status(), added::toString);
	}

	private void slow(double seconds) throws IOException, InterruptedException {
		server.order("{\"slow\":{\"method\":\"" + PUT + "\",\"seconds\":" + seconds + "}}");
	}

	private void fast() throws IOException, InterruptedException {
		server.order("{\"clear\":true}");
	}

	/** Waits until some of the files are being sent, so that the task is at work. */
	private void awaitSent(int files) throws IOException, InterruptedException {
		for (long sent = server.calls(PUT); sent < files; sent = server.calls(PUT)) {
			LockSupport.parkNanos(20_000_000);
		}
	}

	private static Map<String, Integer> content(Path root) throws IOException {
		SortedMap<String, Integer> content = new TreeMap<>();
		try (Stream<Path> all = Files.walk(root)) {
			for (Path each : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
				content.put(root.relativize(each).toString(), Arrays.hashCode(Files.readAllBytes(each)));
			}
		}
		return content;
	}

	/**
	 * The server holds what the folder does, a further run finds nothing to do, and each file was sent once, but for
	 * those that were cut.
	 */
	private void assertWhole(Map<String, Integer> wanted, int cut) throws IOException, InterruptedException {
		fast();
		long sent = server.calls(PUT);
		assertTrue(sent >= wanted.size() && sent <= wanted.size() + cut, () -> sent + " files were sent");
		Product.Ended quiet = product.run(data, "sync", "--once", "--json");
		assertEquals(0, quiet.status(), quiet::toString);
		assertEquals(List.of(), quiet.objects("operation"), quiet::toString);
		assertEquals(sent, server.calls(PUT));
		assertEquals(wanted, content(folder));
		Path other = Files.createDirectory(place.resolve("other"));
		addTask(place.resolve("other-data"), other);
		Product.Ended fetched = product.run(place.resolve("other-data"), "sync", "--once", "--json");
		assertEquals(0, fetched.status(), fetched::toString);
		assertEquals(wanted, content(other));
	}

	@Test
	void aSecondStartWhileTheFirstIsAtWorkLeavesTheWorkToIt() throws IOException, InterruptedException {
		Map<String, Integer> wanted = content(folder);
		slow(SLOW);
		try (Product.Running owner = product.start(data, "start", "--headless", "--json");
				Closing others = new Closing()) {
			awaitSent(5);
			Product.Running headless = others.add(product.start(data, "start", "--headless", "--json"));
			Product.Running window = others.add(product.start(data, "start", "--json"));
			List<Product.Running> syncs = List.of(others.add(product.start(data, "sync", "--once", "--json")),
					others.add(product.start(data, "sync", "--once", "--json")));
			for (Product.Running again : List.of(headless, window)) {
				Product.Ended refused = again.end();
				assertEquals(2, refused.status(), refused::toString);
				assertTrue(refused.last().get("message").getAsString().contains("running already"), refused::toString);
			}
			assertTrue(server.calls(PUT) < FILES, "the first is at work still");
			fast();
			for (Product.Running sync : syncs) {
				Product.Ended ended = sync.end();
				assertEquals(0, ended.status(), ended::toString);
				assertEquals("in-sync", ended.last().get("state").getAsString());
			}
			owner.signal("TERM");
			assertEquals(0, owner.end().status());
		}
		// What the first had on its way when the runs were asked for is cut off and sent again.
		assertWhole(wanted, AT_ONCE);
	}

	@Test
	void whatIsToKeepRunningWaitsForACommandThatEnds() throws IOException, InterruptedException {
		Map<String, Integer> wanted = content(folder);
		slow(SLOW);
		try (Product.Running once = product.start(data, "sync", "--once", "--json")) {
			awaitSent(5);
			try (Product.Running running = product.start(data, "start", "--headless", "--json");
					Product.Running gaveUp = product.start(data, "start", "--headless")) {
				gaveUp.awaitErr("waiting for the command of process");
				gaveUp.signal("INT");
				assertEquals(0, gaveUp.end().status());
				assertTrue(once.isAlive(), "who waits ends nothing");
				fast();
				Product.Ended ended = once.end();
				assertEquals(0, ended.status(), ended::toString);
				assertEquals("in-sync", ended.last().get("state").getAsString());
				running.await(0, "\"in-sync\"");
				running.signal("TERM");
				assertEquals(0, running.end().status());
			}
		}
		assertWhole(wanted, 0);
	}

	@Test
	void ofManyStartsRightAfterAKillOneGoesOn() throws IOException, InterruptedException {
		Map<String, Integer> wanted = content(folder);
		slow(0.5);
		int kills = 0;
		try (Closing all = new Closing()) {
			for (int files = 5; files < FILES / 2; files += 20) {
				Product.Running killed = all.add(product.start(data, "start", "--headless", "--json"));
				awaitSent(files);
				// Not awaited: the next one comes while the system still takes the killed one apart.
				killed.signal("KILL");
				kills++;
			}
			List<Product.Running> starts = new ArrayList<>();
			for (int i = 0; i < 3; i++) {
				starts.add(all.add(product.start(data, "start", "--headless", "--json")));
			}
			List<Product.Running> working = new ArrayList<>();
			for (Product.Running each : starts) {
				String first = each.await(0, "{");
				if (JsonParser.parseString(first).getAsJsonObject().get("type").getAsString().equals("error")) {
					Product.Ended refused = each.end();
					assertEquals(2, refused.status(), refused::toString);
					assertTrue(refused.last().get("message").getAsString().contains("running already"), refused::toString);
				} else {
					working.add(each);
				}
			}
			assertEquals(1, working.size(), "starts that work");
			fast();
			working.getFirst().await(0, "\"in-sync\"");
			working.getFirst().signal("TERM");
			assertEquals(0, working.getFirst().end().status());
		}
		assertWhole(wanted, kills * AT_ONCE);
	}

	/** Programs that are ended with the test. */
	private static final class Closing implements AutoCloseable {

		private final List<Product.Running> running = new ArrayList<>();

		Product.Running add(Product.Running each) {
			running.add(each);
			return each;
		}

		@Override
		public void close() throws InterruptedException {
			for (Product.Running each : running) {
				each.close();
			}
		}
	}
}
