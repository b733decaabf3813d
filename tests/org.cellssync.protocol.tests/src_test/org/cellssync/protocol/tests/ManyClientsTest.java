package org.cellssync.protocol.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

import org.cellssync.api.endpoint.Endpoint;
import org.cellssync.api.endpoint.EndpointAddress;
import org.cellssync.api.endpoint.EndpointSettings;
import org.cellssync.api.endpoint.Hint;
import org.cellssync.api.endpoint.ScanRequest;
import org.cellssync.api.state.KnownContent;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Identities;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.core.tree.Tree;
import org.cellssync.endpoint.cells.internal.Chance;
import org.cellssync.sandbox.Sandbox;
import org.cellssync.sandbox.SandboxOptions;
import org.cellssync.testkit.Eventually;
import org.cellssync.transport.Announcement;
import org.cellssync.transport.internal.grpc.AccountConnections;
import org.cellssync.transport.internal.trust.PemServerTrust;
import org.cellssync.transport.internal.web.HttpServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/** A server with many clients that starts anew: all of them lose their streams at one moment. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class ManyClientsTest {

	private static final int CLIENTS = 50;
	private static final String STREAM = "tree.NodeChangesStreamer/StreamChanges";

	private final HttpClient http = HttpClient.newHttpClient();
	private final ExecutorService threads = Executors.newCachedThreadPool();
	private final List<Client> clients = new ArrayList<>();
	private Sandbox server;

	/** Tells what is drawn from it. */
	private static final class Draws implements RandomGenerator {

		/** A pause, of which as much as {@code most} milliseconds was left to chance. */
		private record Pause(long most, long drawn) {
		}

		private final SplittableRandom random;
		private final List<Pause> pauses = new CopyOnWriteArrayList<>();

		Draws(int seed) {
			random = new SplittableRandom(seed);
		}

		@Override
		public synchronized long nextLong() {
			return random.nextLong();
		}

		@Override
		public long nextLong(long bound) {
			long drawn = RandomGenerator.super.nextLong(bound);
			pauses.add(new Pause(bound - 1, drawn));
			return drawn;
		}
	}

	/** A program of its own, with its own connections. */
	private record Client(AccountConnections connections, HttpServers servers, Endpoint endpoint, Draws draws,
			Cancellation cancel) implements AutoCloseable {

		static Client start(Sandbox server, int number, Path data) throws Exception {
			FixedAccounts accounts = new FixedAccounts(server, server.users().getFirst());
			PemServerTrust trust = new PemServerTrust();
			HttpServers servers = new HttpServers(trust);
			AccountConnections connections = new AccountConnections(accounts, servers, trust);
			Draws draws = new Draws(number);
			EndpointAddress address = new EndpointAddress(EndpointAddress.CELLS, accounts.account().id(),
					CellsBench.WORKSPACE);
			return new Client(connections, servers,
					Chance.factory(connections, draws).open(address, Files.createDirectories(data),
							EndpointSettings.DEFAULT),
					draws, new Cancellation());
		}

		/** Listens, and knows what is there. */
		Client begin() throws Exception {
			assertEquals(Hint.Everything.EVERYTHING, endpoint.awaitChange(cancel));
			look();
			return this;
		}

		/** Waits until it is told of a change. */
		Client hears(String path) throws Exception {
			while (!isThere(endpoint.awaitChange(cancel), SyncPath.of(path))) {
				cancel.check();
			}
			return this;
		}

		private boolean isThere(Hint hint, SyncPath path) throws Exception {
			return switch (hint) {
				case Hint.Paths told -> told.paths().contains(path);
				case Hint.Everything everything -> Tree.at(look(), path) != Entry.Absent.ABSENT;
			};
		}

		private Entry look() throws Exception {
			return endpoint
					.scan(new ScanRequest(Optional.empty(), Hint.Everything.EVERYTHING, Directory.EMPTY, Identities.NONE,
							KnownContent.NONE, (path, directory) -> false), cancel)
					.tree();
		}

		@Override
		public void close() {
			cancel.cancel();
			endpoint.close();
			connections.close();
			servers.close();
		}
	}

	@AfterEach
	void close() throws Exception {
		clients.forEach(Client::close);
		threads.shutdown();
		http.close();
		server.close();
	}

	@Test
	void allComeBackAndNotAtOneMoment(@TempDir Path home) throws Exception {
		SandboxOptions options = SandboxOptions.defaults().withTls(false).withDirectory(home.resolve("server"));
		server = Sandbox.start(options);
		for (int i = 0; i < CLIENTS; i++) {
			clients.add(Client.start(server, i, home.resolve("client " + i)));
		}
		ofEach(Client::begin);
		Eventually.holds(() -> assertEquals(CLIENTS, calls(STREAM)));
		List<Integer> before = clients.stream().map(client -> client.draws().pauses.size()).toList();
		server.close();
		server = Sandbox.start(options);
		Eventually.holds(() -> assertTrue(calls(STREAM) >= CLIENTS, "not all are back"));
		List<Draws.Pause> first = IntStream.range(0, CLIENTS)
				.mapToObj(i -> clients.get(i).draws().pauses.get(before.get(i))).toList();
		int[] tenths = new int[10];
		for (Draws.Pause pause : first) {
			assertTrue(pause.most() >= 250, "a quarter of a second at least is left to chance, not " + pause);
			tenths[(int) (10 * pause.drawn() / (pause.most() + 1))]++;
		}
		// Five are to be expected in each.
		assertTrue(IntStream.of(tenths).max().orElseThrow() <= CLIENTS / 2, first.toString());
		assertTrue(first.stream().map(Draws.Pause::drawn).distinct().count() >= CLIENTS / 2, first.toString());
		somebody().makeFolder(CellsBench.WORKSPACE + "/told");
		ofEach(client -> client.hears("told"));
	}

	private interface Act {
		Client of(Client client) throws Exception;
	}

	private void ofEach(Act act) throws Exception {
		List<Future<Client>> acts = clients.stream().map(client -> threads.submit(() -> act.of(client))).toList();
		for (Future<Client> each : acts) {
			each.get();
		}
	}

	/** Returns how often a method was called since the server started. */
	private int calls(String method) throws Exception {
		String counters = http.send(
				HttpRequest.newBuilder(server.controlUrl().resolve(server.controlUrl().getPath() + "/counters")).build(),
				BodyHandlers.ofString()).body();
		JsonObject counts = JsonParser.parseString(counters).getAsJsonObject();
		return counts.has(method) ? counts.get(method).getAsInt() : 0;
	}

	private Somebody somebody() throws Exception {
		FixedAccounts accounts = new FixedAccounts(server, server.users().getFirst());
		return new Somebody(clients.getFirst().connections().connect(accounts.account().id()), http,
				server.users().getFirst().token(), Announcement.V4);
	}
}
